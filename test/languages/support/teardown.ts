import { closeWork } from './work';

export default closeWork;
