package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * The page of dead letters.
 *
 * @param form what is filtered by
 * @param next query string of the next page; empty when this is the last
 */
public record LettersView(FilterForm form, List<LetterRow> letters, String next) {}
