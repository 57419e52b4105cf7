import { both } from './both.ts'

export const HOME = both(
  {
    title: 'Làm thủ tục tại nhà, theo dõi từng bước',
    description:
      'Tìm thủ tục, biết trước thời gian, chi phí và giấy tờ cần có, nộp hồ sơ trực tuyến và theo dõi từng bước.',
  },
  {
    title: 'Do it from home, follow every step',
    description:
      'Find a procedure, know its time, cost and papers beforehand, file online and follow every step.',
  },
)
