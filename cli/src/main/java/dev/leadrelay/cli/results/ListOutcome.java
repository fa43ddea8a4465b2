package dev.leadrelay.cli.results;

import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.TopicScan;
import dev.leadrelay.schemas.Stages;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageOutcome;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the topics hold about a list: the latest result of each lead and the dead letters nobody has decided on.
 *
 * @param results by leadKey
 * @param deadLetters by leadKey, the undecided ones of leads without a result
 */
public record ListOutcome(Map<String, LeadResult> results, Map<String, DeadLetter> deadLetters) {

    /** Reads the topics to what is their end now. */
    public static ListOutcome read(Cluster cluster, String listId) {
        String prefix = listId + "/";
        TopicScan scan = new TopicScan(cluster);
        Topics topics = cluster.topics();
        Map<String, LeadResult> results =
                scan.latest(topics.leadResults(), LeadResult.class, key -> key.startsWith(prefix));
        Set<String> decided = new HashSet<>();
        scan.read(topics.triageOutcomes(), TriageOutcome.class, key -> key.startsWith(prefix), (key, outcome) -> {
            if (outcome.getOutcome() == OutcomeKind.APPLIED || outcome.getOutcome() == OutcomeKind.SUPERSEDED) {
                decided.add(outcome.getDeadLetterId());
            }
        });
        Map<String, DeadLetter> open = new TreeMap<>();
        for (Stage stage : Topics.deadLetterStages()) {
            scan.read(topics.deadLetters(stage), DeadLetter.class, key -> key.startsWith(prefix), (key, letter) -> {
                boolean ofLead = letter.getLeadKey() != null && !decided.contains(letter.getDeadLetterId());
                if (ofLead && !results.containsKey(key)) {
                    open.put(key, letter);
                }
            });
        }
        return new ListOutcome(results, open);
    }

    /** Reads results only, of one list or, for null, of all. */
    public static ListOutcome readResults(Cluster cluster, @Nullable String listId) {
        Map<String, LeadResult> results = new TopicScan(cluster)
                .latest(
                        cluster.topics().leadResults(),
                        LeadResult.class,
                        key -> listId == null || key.startsWith(listId + "/"));
        return new ListOutcome(results, Map.of());
    }

    public long delivered() {
        return count(LeadStatus.DELIVERED);
    }

    public long disqualified() {
        return count(LeadStatus.DISQUALIFIED);
    }

    public long discarded() {
        return count(LeadStatus.DISCARDED);
    }

    public long parked() {
        return deadLetters.size();
    }

    /** The results in the order of the submitted file. */
    public List<LeadResult> inFileOrder() {
        return results.values().stream()
                .sorted((a, b) -> Integer.compare(row(a), row(b)))
                .toList();
    }

    /** Dead letters counted by stage and class, for example {@code research TOOL_FAILED}. */
    public Map<String, Long> deadLettersByClass() {
        Collection<DeadLetter> letters = deadLetters.values();
        return letters.stream()
                .collect(Collectors.groupingBy(
                        letter -> Stages.nameOf(letter.getStage()) + " " + letter.getFailureClass(),
                        TreeMap::new,
                        Collectors.counting()));
    }

    private long count(LeadStatus status) {
        return results.values().stream().filter(r -> r.getStatus() == status).count();
    }

    private static int row(LeadResult result) {
        Integer row = result.getLead().getSourceRow();
        return row == null ? Integer.MAX_VALUE : row;
    }
}
