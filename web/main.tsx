import './theme.css'
import 'dayjs/locale/zh-cn'
import dayjs from 'dayjs'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { connect } from './connection.ts'

dayjs.locale('zh-cn')
connect()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
