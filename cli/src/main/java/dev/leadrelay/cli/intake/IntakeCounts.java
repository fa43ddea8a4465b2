package dev.leadrelay.cli.intake;

/**
 * What became of the rows of a file; {@code read = submitted + duplicate + unreadable}.
 *
 * @param read rows that hold anything
 * @param submitted leads handed on
 * @param duplicate rows whose lead stood in the file before
 * @param unreadable rows that could not be read
 */
public record IntakeCounts(long read, long submitted, long duplicate, long unreadable) {}
