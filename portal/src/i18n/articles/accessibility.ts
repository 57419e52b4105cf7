import type { Articles } from './article.ts'

export const ACCESSIBILITY: Articles = {
  vi: {
    title: 'Tuyên bố về khả năng tiếp cận',
    lead: 'Cổng dịch vụ công được làm để ai cũng dùng được, kể cả người khuyết tật, người cao tuổi, người dùng máy cũ và mạng chậm.',
    parts: [
      {
        title: 'Mức đáp ứng',
        text: [
          'Các trang được làm theo Hướng dẫn về khả năng tiếp cận nội dung web WCAG 2.2, mức AA, và được kiểm tra tự động bằng axe mỗi khi thay đổi.',
        ],
      },
      {
        title: 'Bạn có thể',
        list: [
          'dùng hoàn toàn bằng bàn phím; phím Tab đầu tiên mở lối tắt đến nội dung chính;',
          'dùng trình đọc màn hình: các trang có tiêu đề, mốc và nhãn đầy đủ bằng tiếng Việt;',
          'phóng chữ đến 200% và xem ở màn hình hẹp 320 điểm mà không phải cuộn ngang;',
          'dùng nền tối theo cài đặt của máy; tắt chuyển động theo cài đặt của máy;',
          'đọc, tìm, tra cứu và đánh giá khi trình duyệt tắt JavaScript;',
          'in các trang ra giấy.',
        ],
      },
      {
        title: 'Những điều chưa được',
        list: [
          'Tên thủ tục, căn cứ pháp lý và tên cơ quan chỉ có tiếng Việt, theo Cơ sở dữ liệu quốc gia.',
          'Chưa có bản thử nghiệm cùng người dùng trình đọc màn hình; các kiểm tra tự động chỉ tìm ra một phần các trở ngại.',
          'Quét mã QR bằng máy ảnh cần JavaScript; có thể gõ mã hồ sơ thay thế.',
        ],
      },
      {
        title: 'Khi gặp trở ngại',
        text: [
          'Xin báo cho Bộ phận Một cửa gần nhất qua điện thoại hoặc trực tiếp, nói rõ trang nào và bạn dùng thiết bị gì. Cán bộ giúp bạn làm thủ tục ngay, và trở ngại được chuyển đến người quản trị cổng để sửa.',
        ],
      },
    ],
  },
  en: {
    title: 'Accessibility statement',
    lead: 'The portal is made for everybody: people with disabilities, older people, people with old devices and slow networks.',
    parts: [
      {
        title: 'Conformance',
        text: [
          'Pages follow the Web Content Accessibility Guidelines WCAG 2.2, level AA, and are checked by axe with every change.',
        ],
      },
      {
        title: 'You can',
        list: [
          'use everything with the keyboard; the first Tab opens a short cut to the main content;',
          'use a screen reader: pages have headings, landmarks and labels;',
          'enlarge text to 200% and use a screen 320 points wide without scrolling sideways;',
          'have dark colours and no motion, after the settings of your device;',
          'read, search, track and rate with JavaScript switched off;',
          'print the pages.',
        ],
      },
      {
        title: 'What is not there yet',
        list: [
          'Names of procedures, legal bases and agencies are in Vietnamese only, as in the national database.',
          'The portal has not been tried with users of screen readers; automatic checks find only a part of the obstacles.',
          'Scanning a QR code with the camera needs JavaScript; the code can be typed instead.',
        ],
      },
      {
        title: 'When you meet an obstacle',
        text: [
          'Please tell the nearest one-stop desk which page it was and which device you use. Officers help you at once, and the obstacle is passed on to be mended.',
        ],
      },
    ],
  },
}
