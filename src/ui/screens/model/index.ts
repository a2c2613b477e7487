export { ModelScreen } from './model-screen.tsx';
