import "./style/page.css";
import "./style/elements.css";
import "./charts/charts.css";
import "./result/result.css";
import "./views/recognise/recognise.css";
import "./views/jobs/jobs.css";
import "./views/models/models.css";
import "./views/training/training.css";
import { startShell } from "./shell/shell";

startShell(document.body);
