package dev.leadrelay.cli.intake;

/**
 * Why a row could not be read.
 *
 * @param line line of the file, from 1
 * @param code stable name of the problem, dotted, lower case
 * @param column header of the column, or empty for the row as a whole
 */
public record RowProblem(long line, String code, String column) {}
