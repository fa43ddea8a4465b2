package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * The page of groups.
 *
 * @param more whether there are others that are not shown
 */
public record GroupsView(FilterForm form, List<GroupRow> groups, boolean more) {}
