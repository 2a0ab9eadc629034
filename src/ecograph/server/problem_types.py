"""The kinds of problem that an answer can tell of, one row each; their addresses stay, for programs to tell them apart."""

from __future__ import annotations

from typing import NamedTuple

PAGE = "/problems"


class ProblemType(NamedTuple):
    """A kind of problem: its name in the address, its title, and what it means in both languages."""

    name: str
    title: str
    en: str
    zh: str

    @property
    def uri(self) -> str:
        """Return what `type` says: an address of this server that explains it."""
        return f"{PAGE}#{self.name}"


TYPES: tuple[ProblemType, ...] = (
    ProblemType(
        "bad-request", "The request cannot be understood",
        "A query or a value is malformed; `detail` says where, `line` and `column` where in a query.",
        "查询或取值有误；detail 说明何处，line 与 column 指出查询中的位置。",
    ),
    ProblemType(
        "token-needed", "A token is needed",
        "Send one as `Authorization: Bearer TOKEN`; whoever runs the service gives them out.",
        "需要令牌：Authorization: Bearer TOKEN；由服务管理者发放。",
    ),
    ProblemType(
        "not-allowed", "Not allowed",
        "The token does not have the scope, or the service is read-only, or it was not started with this ability.",
        "令牌权限不足，或服务只读，或未启用该功能。",
    ),
    ProblemType(
        "not-found", "There is no such thing",
        "A name in the address or in a filter names nothing in this state of the graph.",
        "地址或筛选条件中的名称在图谱当前状态中不存在。",
    ),
    ProblemType(
        "wrong-method", "The address does not take this method",
        "The header Allow says which it takes.", "该地址不接受此方法；Allow 头列出可用方法。",
    ),
    ProblemType(
        "no-such-format", "Not available in this format",
        "Ask for another one with the Accept header or `format`; `detail` lists them.",
        "没有所要求的格式；可用 Accept 头或 format 另选，detail 列出全部。",
    ),
    ProblemType(
        "conflict", "The graph is not in the state that this needs",
        "Read it again, and then decide.", "图谱状态与请求不符；请重新读取后再定。",
    ),
    ProblemType(
        "too-large", "Too large",
        "The request or its result is larger than this service allows: ask for less, or for pages.",
        "请求或结果超出上限；请缩小范围或分页。",
    ),
    ProblemType(
        "wrong-content", "This content cannot be read",
        "The body is of a type that is not read here, or not what its type says.", "无法读取该类型的内容。",
    ),
    ProblemType(
        "invalid-parameter", "A parameter is wrong",
        "A parameter is unknown, missing or has a wrong value; `errors` lists each.",
        "参数未知、缺失或取值有误；errors 逐一列出。",
    ),
    ProblemType(
        "too-many", "Too many requests at once",
        "You run as many requests as one client may; try again after Retry-After seconds.",
        "同时进行的请求过多；请在 Retry-After 秒后重试。",
    ),
    ProblemType(
        "unavailable", "Not at this moment",
        "The work took longer than allowed, or the service is busy or starting; try again after Retry-After seconds.",
        "耗时超限、服务繁忙或正在启动；请在 Retry-After 秒后重试。",
    ),
    ProblemType(
        "unexpected", "An error that nobody expected",
        "It is a fault of this service; its log has the details under `request_id`.",
        "服务内部错误；日志中以 request_id 可查。",
    ),
)  # fmt: skip

_BY_NAME = {each.name: each for each in TYPES}
_BY_STATUS = {
    400: "bad-request", 401: "token-needed", 403: "not-allowed", 404: "not-found", 405: "wrong-method",
    406: "no-such-format", 409: "conflict", 412: "conflict", 413: "too-large", 414: "too-large", 415: "wrong-content",
    422: "invalid-parameter", 429: "too-many", 431: "too-large", 500: "unexpected", 503: "unavailable",
}  # fmt: skip


def type_of(status: int) -> ProblemType | None:
    """Return the kind of problem that a status tells of; None for a status without a row."""
    name = _BY_STATUS.get(status)
    return _BY_NAME[name] if name else None
