package dev.leadrelay.cli.intake;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadList;
import dev.leadrelay.schemas.records.ListSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts a stream of leads into the parts of a list: at most 500 leads and about 256 kB of text each, so that no part comes
 * near the broker's record limit. Not thread-safe.
 */
public final class ListParts {
    private static final int MAX_LEADS = 500;
    private static final int MAX_TEXT = 256 * 1024;

    private final String listId;
    private final String source;
    private final ListSettings settings;
    private final Instant submittedAt;
    private final Consumer<LeadList> parts;
    private List<Lead> pending = new ArrayList<>();
    private int pendingText;
    private int part;

    /** @param parts takes each part as soon as it is known not to be, or to be, the last */
    public ListParts(
            String listId, String source, ListSettings settings, Instant submittedAt, Consumer<LeadList> parts) {
        this.listId = listId;
        this.source = source;
        this.settings = settings;
        this.submittedAt = submittedAt;
        this.parts = parts;
    }

    /** Adds a lead behind those before it. */
    public void add(Lead lead) {
        int text = textOf(lead);
        if (!pending.isEmpty() && (pending.size() >= MAX_LEADS || pendingText + text > MAX_TEXT)) {
            flush(false);
        }
        pending.add(lead);
        pendingText += text;
    }

    /** Hands on the last part, an empty one where there is no lead at all. */
    public void finish() {
        flush(true);
    }

    private void flush(boolean last) {
        parts.accept(LeadList.newBuilder()
                .setListId(listId)
                .setPart(part++)
                .setLastPart(last)
                .setSubmittedAt(submittedAt)
                .setSource(source)
                .setSettings(settings)
                .setLeads(pending)
                .build());
        pending = new ArrayList<>();
        pendingText = 0;
    }

    /** A rough size: only notes and extra columns grow without bound. */
    private static int textOf(Lead lead) {
        int notes = lead.getNotes() == null ? 0 : lead.getNotes().length();
        int extra = lead.getExtra().values().stream().mapToInt(String::length).sum();
        return 500 + notes + extra;
    }
}
