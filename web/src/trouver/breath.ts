/** Long work is parted: between two parts the browser draws, and hears the reader. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    window.setTimeout(resolve);
  });
}
