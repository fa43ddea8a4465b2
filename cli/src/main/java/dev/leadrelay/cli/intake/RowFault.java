package dev.leadrelay.cli.intake;

/** Why a row gives no lead. Codes are stable; {@code docs/lead-lists.md} lists them. */
enum RowFault {
    QUOTE_UNCLOSED("row.unclosed-quote", "a quote opens in this line and does not end where a cell can end"),
    FRAGMENT("row.fragment", "the line does not look like a row and follows one with a broken quote"),
    MORE_CELLS("row.more-cells-than-headers", "more cells than column names: a separator in a cell without quotes?"),
    MISFIT("row.does-not-fit", "fewer cells than column names, and what stands in them does not fit the columns"),
    HEADER_AGAIN("row.header-again", "the column names once more, not a lead"),
    TOTAL("row.total", "a total under the list, not a lead"),
    FOOTER("row.footer", "a remark under the list, not a lead"),
    CELL_TOO_LONG("cell.too-long", "a cell of more than 262,144 characters"),
    LINE_TOO_LONG("line.too-long", "a line of more than 1,048,576 characters");

    private final String code;
    private final String reason;

    RowFault(String code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    String code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
