export { ExplanationsScreen } from './explanations-screen.tsx';
