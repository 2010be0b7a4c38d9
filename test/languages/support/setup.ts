import { openWork } from './work';

export default openWork;
