/** Gives people a table as a file. */
export function downloadCsv(name: string, text: string): void {
  download(name, new Blob([text], { type: 'text/csv;charset=utf-8' }));
}

/** Gives people a file of text. */
export function downloadText(name: string, text: string): void {
  download(name, new Blob([text], { type: 'application/json' }));
}

/** Gives people a file. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
