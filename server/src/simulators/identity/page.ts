import type { Persona } from './personas.ts'

/** The page on which one chooses who one is: plain HTML, no script. */
export function personaPage(
  action: string,
  { personas, level, problem }: { personas: readonly Persona[]; level: 1 | 2; problem?: string },
): string {
  const shown = [...personas.filter(isCitizen).slice(0, 8), ...personas.filter((p) => !isCitizen(p))]
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Định danh điện tử (mô phỏng)</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Định danh điện tử <small>mô phỏng</small></h1>
<p>Trang này thay cho VNeID trong bản trình diễn. Những người dưới đây không có thật; hãy chọn một người để đăng nhập.</p>
${problem ? `<p class="problem" role="alert">${text(problem)}</p>` : ''}
<form method="post" action="${text(action)}">
<fieldset>
<legend>Bạn là ai?</legend>
${shown.map((persona, i) => choice(persona, i === 0)).join('\n')}
<p class="other"><label for="other">Người khác: số định danh cá nhân hoặc mã số thuế</label>
<input id="other" name="other" inputmode="numeric" autocomplete="off" maxlength="14"></p>
</fieldset>
<fieldset>
<legend>Mức độ định danh của tài khoản</legend>
<label class="line"><input type="radio" name="level" value="1"> Mức độ 1</label>
<label class="line"><input type="radio" name="level" value="2" checked> Mức độ 2 (đã xác thực căn cước)</label>
${level === 2 ? '<p>Nơi gửi bạn đến yêu cầu mức độ 2.</p>' : ''}
</fieldset>
<p class="buttons"><button name="answer" value="yes">Đăng nhập</button>
<button class="plain" name="answer" value="no">Từ chối</button></p>
</form>
</main>
</body>
</html>`
}

const isCitizen = ({ kind }: Persona): boolean => kind === 'citizen'

const choice = (persona: Persona, checked: boolean): string =>
  `<label class="choice"><input type="radio" name="number" value="${text(persona.number)}"${checked ? ' checked' : ''}>
<span><b>${text(persona.name)}</b><br>${isCitizen(persona) ? 'Công dân' : 'Doanh nghiệp, tổ chức'}, ${text(persona.number)}</span></label>`

const text = (plain: string): string => plain.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)

const STYLE = `
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #f4f4f1 }
main { max-width: 40rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.5rem; margin: .5rem 0 }
h1 small { font-size: .875rem; font-weight: 400; background: #fff3c4; padding: .125rem .5rem; border-radius: .25rem }
fieldset { border: 1px solid #c8c8c2; border-radius: .5rem; background: #fff; margin: 0 0 1rem; padding: .75rem }
legend { font-weight: 600; padding: 0 .25rem }
.choice { display: flex; gap: .75rem; align-items: flex-start; padding: .5rem; border-radius: .375rem }
.choice:hover { background: #f1f5f9 }
.choice input { margin-top: .4rem }
.line { display: block; padding: .25rem .5rem }
.other { padding: 0 .5rem; margin: .5rem 0 0 }
.other input { display: block; width: 100%; max-width: 20rem; box-sizing: border-box; font: inherit; padding: .5rem }
.problem { border-left: .25rem solid #b42318; padding: .5rem .75rem; background: #fef3f2 }
.buttons { display: flex; gap: .75rem; flex-wrap: wrap }
button { font: inherit; padding: .625rem 1.25rem; min-height: 2.75rem; border-radius: .375rem; border: 1px solid #14532d; background: #14532d; color: #fff; cursor: pointer }
button.plain { background: #fff; color: #14532d }
`
