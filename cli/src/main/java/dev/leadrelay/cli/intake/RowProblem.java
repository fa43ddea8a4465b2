package dev.leadrelay.cli.intake;

/**
 * Why a row gives no lead.
 *
 * @param line line of the file in which the row begins, from 1
 * @param code stable name of the problem, dotted, lower case
 * @param column header of the column, or empty for the row as a whole
 * @param reason the problem in words
 * @param raw the row as it stands in the file; of an endless line its beginning
 */
public record RowProblem(long line, String code, String column, String reason, String raw) {

    static RowProblem of(RowFault fault, long line, String column, String raw) {
        return new RowProblem(line, fault.code(), column, fault.reason(), raw);
    }
}
