import { both } from './both.ts'

/** Answering a supplement request. */
export const SUPPLEMENT = both(
  {
    answers: 'Sửa trong tờ khai',
    papers: 'Giấy tờ bổ sung',
    note: 'Giải trình thêm',
    noteHint: 'Nếu cần nói rõ với cơ quan giải quyết',
    optional: '(không bắt buộc)',
    send: 'Gửi bổ sung',
    sending: 'Đang gửi…',
    unsure:
      'Mạng gián đoạn khi đang gửi. Hệ thống đang tự gửi lại, không bị gửi hai lần. Xin đừng đóng trang này.',
    nothing: 'Bạn chưa sửa hay đính kèm gì. Hãy bổ sung theo yêu cầu ở trên, hoặc ghi giải trình.',
    kept: 'Nội dung đang sửa được giữ trên máy này đến khi gửi.',
    signIn: 'Phiên đăng nhập đã hết hạn. Nội dung đang sửa vẫn còn; hãy đăng nhập lại.',
    signInDo: 'Đăng nhập lại',
    allForm: 'Mở toàn bộ tờ khai để sửa',
  },
  {
    answers: 'Correct the form',
    papers: 'Papers to add',
    note: 'Explanation',
    noteHint: 'If something has to be explained to the office',
    optional: '(optional)',
    send: 'Send the supplement',
    sending: 'Sending…',
    unsure:
      'The network failed while sending. It is being sent again, never twice. Please keep this page open.',
    nothing: 'You have changed and attached nothing. Add what is asked for above, or write an explanation.',
    kept: 'What you change is kept on this device until it is sent.',
    signIn: 'Your session has ended. What you changed is still here; please sign in again.',
    signInDo: 'Sign in again',
    allForm: 'Open the whole form',
  },
)
