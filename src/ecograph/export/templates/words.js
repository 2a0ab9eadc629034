// The data and the words of both languages. All files of this folder share one scope, in the order of page.py.
const { nodes, edges, legend } = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";
const FONT = 12, LINE = 15;
const WORDS = {
  zh: {
    search: "查找机构、项目……", none: "没有找到", legend: "图例与筛选", language: "English", theme: "深色/浅色",
    in: "放大", out: "缩小", fit: "显示全部", picture: "网络图：方向键移动，加减号缩放，Tab 进入节点",
    hello: "点选节点或连线，查看原文证据", hint: "拖动平移，滚轮缩放；“/”查找，“0”显示全部，Esc 取消选择。节点上按方向键移到相邻节点。",
    relations: "关系", evidence: "原文证据", noEvidence: "没有记录原文。", aliases: "又称", count: (n, m) => `${n} 个节点 · ${m} 条关系`,
    plan: "计划", doing: "进行中", done: "已完成", denied: "被否认", stated: "",
  },
  en: {
    search: "Find an agency, a project …", none: "Nothing found", legend: "Legend and filter", language: "中文", theme: "Dark/light",
    in: "Zoom in", out: "Zoom out", fit: "Show all", picture: "Network: arrow keys move, plus and minus zoom, Tab enters the nodes",
    hello: "Choose a node or a line to read its source", hint: "Drag to move, wheel to zoom; “/” finds, “0” shows all, Esc clears. Arrow keys on a node go to the nearest one.",
    relations: "Relations", evidence: "Evidence, verbatim", noEvidence: "No source is recorded.", aliases: "Also",
    count: (n, m) => `${n} nodes · ${m} relations`, plan: "planned", doing: "under way", done: "done", denied: "denied", stated: "",
  },
};
const OTHER_NODE = { zh: "其他", en: "Other", colour: "#999999", shape: "circle", radius: 6 };
const OTHER_EDGE = { zh: "相关", en: "related to", colour: "#999999", width: 1.1, dashes: [] };
