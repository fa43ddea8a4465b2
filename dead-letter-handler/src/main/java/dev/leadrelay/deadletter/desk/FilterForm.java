package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * The filter above a table: what stands in it and what can be chosen; empty is any.
 *
 * @param query the same as a query string without the page, so that a link keeps it
 */
public record FilterForm(
        String list,
        String stage,
        String failureClass,
        String state,
        String fingerprint,
        String text,
        String since,
        String until,
        List<String> stages,
        List<String> classes,
        List<String> states,
        String query) {}
