import { both } from './both.ts'

export const SEARCH = both(
  {
    question: 'Bạn cần làm thủ tục gì?',
    placeholder: 'Ví dụ: khai sinh, xây nhà',
    search: 'Tìm kiếm',
    suggestions: 'Thủ tục gợi ý',
    suggested: (count: number) =>
      count === 0 ? 'Chưa có thủ tục gợi ý' : `${count} thủ tục gợi ý, dùng phím mũi tên để chọn`,
  },
  {
    question: 'What do you need to do?',
    placeholder: 'For example: birth, build a house',
    search: 'Search',
    suggestions: 'Suggested procedures',
    suggested: (count: number) =>
      count === 0 ? 'No suggestions' : `${count} suggestions, use the arrow keys to choose`,
  },
)
