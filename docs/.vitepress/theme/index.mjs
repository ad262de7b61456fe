// The theme without the fonts that it would load: the reader's own are used.
import theme from "vitepress/theme-without-fonts";
import "./style.css";

export default theme;
