// The look of the public page: that of the office in daylight, and of a sheet of paper when it is printed.

/** `font`: rules that load the typeface of the screens, if it was built. */
export const pageStyle = (font: string): string => `${font}
:root{color-scheme:light;--ink:#12203a;--quiet:#4a5b76;--line:#d5deea;--calm:#0b6e66;--watch:#8a5200;--act:#a3271a;--paper:#fff;--ground:#eef3f8}
*{box-sizing:border-box;margin:0}
body{font:17px/1.8 'Vazirmatn Variable',Vazirmatn,Tahoma,Arial,sans-serif;color:var(--ink);background:var(--ground);padding:16px}
main{max-width:820px;margin:0 auto;background:var(--paper);border:1px solid var(--line);border-radius:14px;padding:20px 24px}
header{display:flex;gap:16px;align-items:center;border-bottom:3px solid var(--calm);padding-bottom:14px}
header img{width:72px;height:72px;object-fit:contain;flex:none}
header div{min-width:0;flex:1}
h1{font-size:26px;line-height:1.5;overflow-wrap:anywhere}
h2{font-size:19px;margin:22px 0 4px;color:var(--calm)}
p{color:var(--quiet)}
.how{margin-top:14px;color:var(--ink)}
ul{list-style:none;padding:0}
li{display:grid;grid-template-columns:150px minmax(0,1fr);gap:2px 18px;padding:10px 0;border-top:1px solid var(--line)}
time{font-weight:700;white-space:nowrap}
li div{min-width:0;overflow-wrap:anywhere}
li small{display:block;font-size:15px;color:var(--quiet)}
.off time,.off b{text-decoration:line-through;font-weight:400;color:var(--quiet)}
.mark{display:inline-block;font-size:15px;font-weight:700;color:var(--watch)}
.off .mark{color:var(--act)}
footer{margin-top:20px;padding-top:12px;border-top:1px solid var(--line);font-size:14px;color:var(--quiet);display:flex;flex-wrap:wrap;gap:4px 18px;justify-content:space-between}
a{color:var(--calm);display:inline-block;padding:8px 0}
@media (max-width:560px){body{padding:0}main{border:0;border-radius:0;padding:16px}h1{font-size:21px}li{grid-template-columns:1fr}header img{width:52px;height:52px}}
@media print{@page{size:A4;margin:14mm}body{background:#fff;padding:0;font-size:11pt}main{border:0;padding:0;max-width:none}li,h2{break-inside:avoid}h2{break-after:avoid}footer a{display:none}}`;
