/** The look of the page: no font and no picture from elsewhere; light or dark as the reader has it, and for paper. */
export const style: string = `
:root{color-scheme:light dark;--bg:#fff;--panel:#f6f8fa;--line:#dfe4ea;--fg:#161b22;--fg2:#4a5563;--fg3:#66717f;--up:#117a52;--down:#c2263f;--accent:#1f66d0;--other:#8a6d3b;--upsoft:17,122,82;--downsoft:194,38,63;--warn:#8a5a00}
@media (prefers-color-scheme:dark){:root{--bg:#0a0d12;--panel:#10141b;--line:#232b37;--fg:#e6eaf0;--fg2:#a9b4c2;--fg3:#8793a4;--up:#2ebd85;--down:#f6586b;--accent:#4c9aff;--other:#d0a85c;--upsoft:46,189,133;--downsoft:246,88,107;--warn:#f0b429}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--fg);font:14px/1.5 Inter,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1200px;margin:0 auto;padding:32px 24px 48px}
header{border-bottom:1px solid var(--line);padding-bottom:16px;margin-bottom:24px}
h1{font-size:26px;line-height:1.25;font-weight:600;margin:0 0 4px;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:16px;line-height:1.4;font-weight:600;margin:40px 0 12px}
p{margin:0 0 8px;max-width:78ch}
.sub{color:var(--fg2);margin:0;max-width:none}
.badge{display:inline-block;border:1px solid currentColor;border-radius:4px;padding:0 6px;font-size:12px;color:var(--warn);margin-left:8px}
.quiet{color:var(--fg3);font-size:12px;max-width:96ch;overflow-wrap:anywhere}
.absent{color:var(--fg3);border-left:2px solid var(--line);padding:2px 0 2px 12px}
.tiles{display:grid;grid-template-columns:repeat(6,1fr);gap:1px;background:var(--line);border:1px solid var(--line);border-radius:4px;overflow:hidden;margin:0 0 28px}
.tiles div{background:var(--bg);padding:10px 14px}
.tiles dt{color:var(--fg2);font-size:12px}
.tiles dd{margin:0;font-size:20px;line-height:28px;font-weight:500;white-space:nowrap}
.tiles small{display:block;color:var(--fg3);font-size:11px;line-height:16px;font-weight:400;white-space:normal}
.up{color:var(--up)}.down{color:var(--down)}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:24px 32px;align-items:start}
.chart{margin:0 0 20px;min-width:0}
figcaption{font-size:12px;color:var(--fg2);margin-bottom:6px}
.key{white-space:nowrap;margin-left:12px}
.key::before{content:"";display:inline-block;width:14px;height:2px;margin-right:6px;vertical-align:middle;background:var(--accent)}
.key.other::before{background:var(--other)}.key.fall::before{background:var(--down)}.key.loss::before{background:var(--down);height:8px;width:8px}.key.gain::before{background:var(--up);height:8px;width:8px}
.plot{position:relative;height:150px;margin-right:58px;border-bottom:1px solid var(--line)}
.tall .plot{height:300px}
.plot svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
.grid{stroke:var(--line);stroke-width:1;vector-effect:non-scaling-stroke;fill:none}
.line{fill:none;stroke-width:1.5;stroke-linejoin:round;vector-effect:non-scaling-stroke;stroke:var(--accent)}
.line.other{stroke:var(--other);stroke-width:1.25}.line.fall{stroke:var(--down);stroke-width:1}
.area{fill:var(--down);fill-opacity:.14}
.dot{fill:none;stroke-width:5;stroke-linecap:round;vector-effect:non-scaling-stroke;opacity:.55}
.dot.gain{stroke:var(--up)}.dot.loss{stroke:var(--down)}
.zero{stroke:var(--fg3);stroke-width:1;vector-effect:non-scaling-stroke;fill:none}
rect.gain{fill:var(--up)}rect.loss{fill:var(--down)}rect.total{fill:var(--accent)}
i{font-style:normal;font-size:11px;line-height:14px;color:var(--fg3);white-space:nowrap}
.y{position:absolute;left:calc(100% + 8px);transform:translateY(50%)}
.x{position:relative;height:18px;margin-right:58px}
.x i{position:absolute;top:4px;transform:translateX(-50%)}
.scroll{overflow-x:auto;margin:0 0 16px}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:20px}
caption{text-align:left;font-size:12px;color:var(--fg2);padding-bottom:6px}
th,td{padding:3px 8px;text-align:right;white-space:nowrap;border-bottom:1px solid var(--line);font-weight:400}
thead th{color:var(--fg2);font-size:12px;border-bottom-color:var(--fg3)}
tbody th:first-child,th:first-child{text-align:left;padding-left:0}
tbody th{color:var(--fg2)}
.words{text-align:left}
td.wrap,th.wrap{white-space:normal;overflow-wrap:anywhere;text-align:left}
.heat td,.heat thead th:not(:first-child){text-align:center;padding:3px 5px}
.strong{font-weight:600;color:var(--fg)}
.grid-cells{display:grid;gap:1px;font-size:11px;line-height:22px}
.surface td,.surface th{padding:2px 4px;font-size:11px;line-height:18px;text-align:center}
code{font:12px/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
pre{background:var(--panel);border:1px solid var(--line);border-radius:4px;padding:10px 12px;margin:0 0 12px;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
ul{margin:0 0 12px;padding-left:18px;color:var(--fg2)}
footer{margin-top:40px;border-top:1px solid var(--line);padding-top:12px}
@media (max-width:1000px){.tiles{grid-template-columns:repeat(4,1fr)}}
@media (max-width:600px){main{padding:20px 14px 32px}h1{font-size:21px}h2{margin-top:32px}.tall .plot{height:220px}.tiles{grid-template-columns:repeat(2,1fr)}.tiles dd{font-size:17px}.x i:nth-child(even){display:none}.plot,.x{margin-right:50px}}
@media print{@page{size:A4;margin:14mm}:root{color-scheme:light;--bg:#fff;--panel:#fff;--line:#d5dbe2;--fg:#000;--fg2:#333;--fg3:#555;--up:#0d6845;--down:#a81f36;--accent:#1a56b0;--other:#7a5f30;--upsoft:17,122,82;--downsoft:194,38,63}body{font-size:11px;-webkit-print-color-adjust:exact;print-color-adjust:exact}main{max-width:none;padding:0}h2{break-after:avoid;margin-top:24px}.chart,tr,.tiles,pre{break-inside:avoid}.tall .plot{height:220px}.scroll{overflow:visible}table{font-size:10px;line-height:15px}th,td{padding:2px 4px}.two{grid-template-columns:1fr 1fr}}
`;
