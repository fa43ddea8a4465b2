package dev.leadrelay.cli.results;

import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.Research;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person should know of a draft before sending it: which other drafts of its list say nearly the same. A hint, no
 * gate: nothing is held back. Immutable.
 */
public final class DraftWarnings {
    /** No warnings. */
    public static final DraftWarnings NONE = new DraftWarnings(Map.of());

    private static final int NAMED = 3;

    private final Map<String, List<String>> byLeadKey;

    private DraftWarnings(Map<String, List<String>> byLeadKey) {
        this.byLeadKey = Map.copyOf(byLeadKey);
    }

    /** Compares the delivered drafts of each list among themselves. */
    public static DraftWarnings of(Collection<LeadResult> results) {
        Map<String, List<LeadResult>> lists = new TreeMap<>();
        for (LeadResult result : results) {
            if (result.getStatus() == LeadStatus.DELIVERED && result.getDraft() != null) {
                lists.computeIfAbsent(result.getListId(), id -> new ArrayList<>())
                        .add(result);
            }
        }
        Map<String, List<String>> warnings = new HashMap<>();
        lists.values().forEach(list -> compare(list, warnings));
        return new DraftWarnings(warnings);
    }

    /** One line each; mostly none. */
    public List<String> of(LeadResult result) {
        return byLeadKey.getOrDefault(result.getLeadKey(), List.of());
    }

    /** Drafts that have a warning. */
    public int drafts() {
        return byLeadKey.size();
    }

    private static void compare(List<LeadResult> list, Map<String, List<String>> warnings) {
        int[][] found =
                NearDuplicates.among(list.stream().map(DraftWarnings::shingles).toList());
        for (int i = 0; i < found.length; i++) {
            if (found[i].length > 0) {
                String others = Arrays.stream(found[i])
                        .limit(NAMED)
                        .mapToObj(other -> idOf(list.get(other)))
                        .collect(Collectors.joining(", "));
                int more = found[i].length - NAMED;
                String rest = more <= 0
                        ? ""
                        : " and " + more + (found[i].length == NearDuplicates.MOST ? " or more" : "") + " others";
                warnings.put(
                        list.get(i).getLeadKey(), List.of("draft says nearly the same as that of " + others + rest));
            }
        }
    }

    private static int[] shingles(LeadResult result) {
        Draft draft = result.getDraft();
        return draft == null
                ? new int[0]
                : Shingles.of(
                        draft.getSubject() + "\n" + draft.getBody(), names(result.getLead(), result.getResearch()));
    }

    private static List<@Nullable String> names(Lead lead, @Nullable Research research) {
        return Arrays.asList(
                lead.getFirstName(),
                lead.getLastName(),
                lead.getFullName(),
                lead.getCompany(),
                lead.getCompanyDomain(),
                research == null ? null : research.getCompanyName());
    }

    private static String idOf(LeadResult result) {
        String externalId = result.getExternalId();
        return externalId == null || externalId.isBlank() ? result.getLeadId() : externalId;
    }
}
