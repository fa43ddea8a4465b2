package dev.leadrelay.cli.intake;

import java.util.List;

/**
 * How a file was understood.
 *
 * @param counts what became of its rows
 * @param warned leads with a warning
 * @param notes lines for a person: separator, header, columns
 */
public record Reading(IntakeCounts counts, long warned, List<String> notes) {}
