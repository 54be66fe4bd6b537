// The app runs in the browser only: its shell is 200.html, its data is nobody else's.
export const ssr = false;
export const prerender = false;
