package dev.leadrelay.deadletter.desk;

import java.util.List;

/** The page of groups. */
public record GroupsView(FilterForm form, List<GroupRow> groups) {}
