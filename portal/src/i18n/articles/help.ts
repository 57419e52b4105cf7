import type { Articles } from './article.ts'

export const HELP: Articles = {
  vi: {
    title: 'Trợ giúp',
    lead: 'Cách tìm thủ tục, nộp hồ sơ, theo dõi và nhận kết quả.',
    parts: [
      {
        title: 'Tìm thủ tục',
        text: [
          'Gõ việc bạn cần bằng lời thường ngày, không cần dấu: “con mới sinh”, “xay nha”, “so do”. Gõ sai chính tả vẫn tìm được. Bạn cũng có thể gõ mã thủ tục, ví dụ 1.001193.',
        ],
      },
      {
        title: 'Biết trước thời gian, chi phí, giấy tờ',
        text: [
          'Trong trang của thủ tục, trả lời vài câu ở mục “Trường hợp của bạn”. Trang cho biết thời hạn, số tiền và giấy tờ của riêng trường hợp đó, kèm lý do. Không cần đăng nhập và không lưu lại câu trả lời.',
        ],
      },
      {
        title: 'Nộp hồ sơ',
        list: [
          'Trực tuyến: mở trang thủ tục, bấm “Nộp hồ sơ trực tuyến” và đăng nhập. Những gì đã khai được lưu lại, bạn có thể làm tiếp lúc khác, trên máy khác.',
          'Tại quầy: đến Bộ phận Một cửa bất kỳ trong tỉnh đối với thủ tục nhận không phụ thuộc nơi cư trú. Cán bộ đưa giấy tiếp nhận có mã hồ sơ và mã QR.',
          'Qua bưu chính công ích, với thủ tục có ghi cách nộp này.',
        ],
      },
      {
        title: 'Theo dõi hồ sơ',
        list: [
          'Quét mã QR trên giấy tiếp nhận: xem được từng bước, ngày hẹn trả và vì sao ngày hẹn thay đổi.',
          'Gõ mã hồ sơ ở trang Tra cứu: xem được tình trạng chung, không hiện thông tin của người nộp.',
          'Đăng nhập: xem mọi hồ sơ của mình, các giấy tờ đã cấp và thông báo.',
        ],
      },
      {
        title: 'Hồ sơ phải bổ sung, chậm hạn',
        text: [
          'Mỗi hồ sơ chỉ bị yêu cầu bổ sung một lần, bằng phiếu nêu rõ còn thiếu gì. Trong lúc chờ bổ sung, thời hạn tạm dừng. Nếu chậm hạn, cơ quan giải quyết phải xin lỗi bằng văn bản và hẹn lại ngày trả, cũng chỉ một lần.',
        ],
      },
      {
        title: 'Cần người giúp',
        text: [
          'Nếu bạn không quen dùng máy tính, cán bộ ở Bộ phận Một cửa sẽ giúp bạn nộp hồ sơ ngay tại quầy. Địa chỉ, điện thoại và giờ làm việc ở trang “Nơi tiếp nhận và giờ làm việc”.',
        ],
      },
    ],
  },
  en: {
    title: 'Help',
    lead: 'How to find a procedure, file a dossier, follow it and get the result.',
    parts: [
      {
        title: 'Finding a procedure',
        text: [
          'Type what you need in everyday Vietnamese words; tones may be left out: “con moi sinh” (new baby), “xay nha” (building a house), “so do” (land title). Some English words work too. A procedure code such as 1.001193 works as well.',
        ],
      },
      {
        title: 'Time, cost and papers beforehand',
        text: [
          'On the page of a procedure, answer the questions under “Your case”. The page tells the time limit, the fees and the papers of just that case, with the reasons. No sign-in; answers are not kept.',
        ],
      },
      {
        title: 'Filing',
        list: [
          'Online: open the procedure, choose “Apply online” and sign in. What you typed is kept, and you can go on later, on another device.',
          'At a desk: any one-stop desk of the province, for procedures that do not depend on where you live. The officer gives you a receipt with a code and a QR code.',
          'By public post, for procedures that name this way.',
        ],
      },
      {
        title: 'Following a dossier',
        list: [
          'Scan the QR code of the receipt: every step, the due date and why it moved.',
          'Type the dossier code on the page Track: the general state, without data of the applicant.',
          'Sign in: all your dossiers, the papers issued to you, and messages.',
        ],
      },
      {
        title: 'When something is missing, or late',
        text: [
          'Supplements may be asked for only once, by a slip that says what is missing; the time limit waits meanwhile. When an agency is late it must apologise in writing and name a new date, again only once.',
        ],
      },
      {
        title: 'When you need a person',
        text: [
          'Officers at the one-stop desk help you to file. Addresses, telephone numbers and opening hours are on the page “Offices and opening hours”.',
        ],
      },
    ],
  },
}
