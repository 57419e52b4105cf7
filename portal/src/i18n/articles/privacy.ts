import type { Articles } from './article.ts'

export const PRIVACY: Articles = {
  vi: {
    title: 'Quyền riêng tư',
    lead: 'Cổng giữ dữ liệu nào của bạn, để làm gì, ai được xem và bạn có quyền gì.',
    parts: [
      {
        title: 'Khi bạn chỉ đọc, tìm và tra cứu',
        list: [
          'Không cần tài khoản và không có cookie theo dõi, quảng cáo hay thống kê của bên thứ ba. Mọi phông chữ, hình ảnh, mã lệnh đều do máy chủ của tỉnh phục vụ.',
          'Câu trả lời ở mục “Trường hợp của bạn” chỉ dùng để tính rồi trả lại trang, không lưu.',
          'Ảnh quét mã QR được đọc ngay trên máy của bạn, không gửi đi.',
          'Nhật ký máy chủ chỉ ghi loại trang và thời gian xử lý, không ghi địa chỉ trang đầy đủ hay nội dung bạn gõ.',
        ],
      },
      {
        title: 'Khi bạn nộp hồ sơ',
        list: [
          'Hồ sơ chỉ giữ những gì thủ tục đòi hỏi, để giải quyết đúng thủ tục đó và lưu trữ theo quy định.',
          'Tệp đính kèm được lưu dưới dạng mã hoá.',
          'Chỉ cán bộ của cơ quan tiếp nhận, giải quyết và trả kết quả hồ sơ đó được xem. Mỗi lần xem được ghi lại; đăng nhập để biết ai đã xem hồ sơ của bạn, lúc nào.',
        ],
      },
      {
        title: 'Trang công khai',
        text: [
          'Số liệu và danh sách chậm hạn chỉ có số đếm theo cơ quan, không có thông tin của người nộp. Tra cứu bằng mã hồ sơ chỉ cho biết tình trạng chung; muốn xem từng bước phải có mã tra cứu trên giấy tiếp nhận. Hãy giữ giấy tiếp nhận như giữ giấy tờ riêng.',
        ],
      },
      {
        title: 'Cookie',
        text: [
          'Chỉ có một cookie, đặt khi bạn đăng nhập, để giữ phiên làm việc; mã lệnh trên trang không đọc được cookie này và nó mất khi bạn đăng xuất.',
        ],
      },
      {
        title: 'Quyền của bạn',
        text: [
          'Theo Luật Bảo vệ dữ liệu cá nhân, bạn có quyền biết, xem, yêu cầu sửa dữ liệu của mình. Xin liên hệ Bộ phận Một cửa nơi nộp hồ sơ.',
        ],
      },
    ],
  },
  en: {
    title: 'Privacy',
    lead: 'Which data of yours the portal keeps, what for, who sees it, and what your rights are.',
    parts: [
      {
        title: 'When you read, search and track',
        list: [
          'No account is needed, and there are no cookies for tracking, advertising or statistics of others. All fonts, pictures and scripts come from the server of the province.',
          'Answers under “Your case” are used to compute and draw the page, and are not kept.',
          'Pictures of QR codes are read on your device and are not sent.',
          'Logs of the server hold the kind of page and the time it took, not full addresses or what you typed.',
        ],
      },
      {
        title: 'When you file a dossier',
        list: [
          'A dossier holds what the procedure asks for, to decide it and to archive it as the law demands.',
          'Attached files are kept encrypted.',
          'Only officers of the agencies that receive, decide and hand over the dossier can read it. Each reading is recorded; sign in to see who read yours, and when.',
        ],
      },
      {
        title: 'Public pages',
        text: [
          'Figures and the late list hold counts by agency and no data of applicants. Tracking by code tells the general state; for every step the secret of the receipt is needed. Keep the receipt as you keep personal papers.',
        ],
      },
      {
        title: 'Cookies',
        text: [
          'There is one cookie, set when you sign in, which keeps the session; scripts cannot read it, and it goes when you sign out.',
        ],
      },
      {
        title: 'Your rights',
        text: [
          'Under the law on the protection of personal data you may know, read and have corrected the data about you. Please turn to the one-stop desk where you filed.',
        ],
      },
    ],
  },
}
