package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.desk.LeadView;
import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A lead over all of its stages, put together from its result, its dead letters and the decisions about them. Pure. */
final class LeadViews {
    private record Dated(long at, LeadView.Event event) {}

    private LeadViews() {}

    /**
     * @param end how it ended; null while it has not
     * @param result the whole result; null when it is not there
     * @param parked its dead letters, the earliest first
     */
    static LeadView of(
            String key, @Nullable LeadEnd end, @Nullable LeadResult result, List<TriageQueries.Letter> parked) {
        Object request = parked.isEmpty() ? null : parked.getLast().record().getRequest();
        RequestParts asked = RequestParts.of(request).orElse(null);
        Research research = result != null ? result.getResearch() : asked == null ? null : asked.research();
        Score score = result != null ? result.getScore() : asked == null ? null : asked.score();
        Draft draft = result == null ? null : result.getDraft();
        List<Evidence> evidence = research == null ? List.of() : research.getEvidence();
        Map<String, Integer> numbers = new HashMap<>();
        evidence.forEach(piece -> numbers.put(piece.getId(), numbers.size() + 1));
        return new LeadView(
                key,
                end != null
                        ? end.listId()
                        : parked.isEmpty()
                                ? ""
                                : DeskText.orEmpty(parked.getLast().item().listId()),
                result != null ? LetterViews.who(result.getLead()) : LetterViews.who(request),
                status(end, parked),
                end == null ? "" : DeskText.orEmpty(end.reason()),
                end == null ? "" : DeskText.amount(end.costMicros()),
                note(end, result),
                timeline(end, result, parked),
                research == null
                        ? List.of()
                        : research.getClaims().stream()
                                .map(claim -> new LeadView.Known(
                                        claim.getTopic(),
                                        claim.getStatement(),
                                        numbers(claim.getEvidenceIds(), numbers)))
                                .toList(),
                research == null ? List.of() : contradictions(research, numbers),
                evidence.stream()
                        .map(piece -> new LeadView.Quote(
                                numbers.getOrDefault(piece.getId(), 0),
                                piece.getQuote(),
                                piece.getUrl(),
                                DeskText.time(piece.getRetrievedAt().toEpochMilli())))
                        .toList(),
                score == null ? "" : score.getTotal() + " of 100, tier " + score.getTier(),
                score == null ? "" : score.getSummary(),
                score == null
                        ? List.of()
                        : score.getCriteria().stream()
                                .map(each -> criterion(each, numbers))
                                .toList(),
                draft == null ? "" : draft.getSubject(),
                draft == null ? "" : draft.getBody(),
                draft == null ? "" : draft.getFooter());
    }

    private static String status(@Nullable LeadEnd end, List<TriageQueries.Letter> parked) {
        if (end != null) {
            return end.status();
        }
        boolean open = parked.stream().anyMatch(each -> each.item().state() == ItemState.OPEN);
        return open ? "PARKED" : "UNDER WAY";
    }

    private static String note(@Nullable LeadEnd end, @Nullable LeadResult result) {
        if (end == null) {
            return "It has not ended; what is shown is from its last dead letter.";
        }
        return result == null ? "Its whole result is not in leads.results now; what is shown is from the store." : "";
    }

    private static List<LeadView.Event> timeline(
            @Nullable LeadEnd end, @Nullable LeadResult result, List<TriageQueries.Letter> parked) {
        List<Dated> events = new ArrayList<>();
        if (result != null) {
            result.getProvenance().forEach(provenance -> events.add(worked(provenance)));
        }
        for (TriageQueries.Letter each : parked) {
            Item item = each.item();
            events.add(new Dated(
                    item.parkedAt(),
                    new LeadView.Event(
                            DeskText.time(item.parkedAt()),
                            "parked in " + item.stage() + " as " + item.failureClass(),
                            item.message(),
                            LetterViews.row(item, item.parkedAt()).href(),
                            "bad")));
            each.decisions().forEach(decision -> events.add(decided(decision)));
        }
        if (end != null) {
            boolean delivered = end.status().equals("DELIVERED");
            events.add(new Dated(
                    end.endedAt(),
                    new LeadView.Event(
                            DeskText.time(end.endedAt()),
                            end.status().toLowerCase(Locale.ROOT),
                            DeskText.orEmpty(end.reason()),
                            "",
                            delivered ? "good" : "plain")));
        }
        return events.stream()
                .sorted(Comparator.comparingLong(Dated::at))
                .map(Dated::event)
                .toList();
    }

    private static Dated worked(Provenance provenance) {
        long took = provenance.getEndedAt().toEpochMilli()
                - provenance.getStartedAt().toEpochMilli();
        return new Dated(
                provenance.getStartedAt().toEpochMilli(),
                new LeadView.Event(
                        DeskText.time(provenance.getStartedAt().toEpochMilli()),
                        provenance.getAgent() + " worked " + took + " ms",
                        provenance.getProvider() + " / " + provenance.getModel() + ", prompt "
                                + provenance.getPromptId() + (provenance.getSimulated() ? ", simulated" : ""),
                        "",
                        "plain"));
    }

    private static Dated decided(DecisionView decision) {
        String outcome =
                decision.outcome() == null ? "pending" : decision.outcome().toLowerCase(Locale.ROOT);
        return new Dated(
                decision.decidedAt(),
                new LeadView.Event(
                        DeskText.time(decision.decidedAt()),
                        decision.kind() + " by " + decision.decidedBy() + ", " + outcome,
                        DeskText.orEmpty(decision.reason()),
                        "",
                        "plain"));
    }

    private static List<String> contradictions(Research research, Map<String, Integer> numbers) {
        return research.getContradictions().stream()
                .map(contradiction -> contradiction.getFact() + ": "
                        + String.join(
                                ", ",
                                contradiction.getStatements().stream()
                                        .map(side ->
                                                "“" + side.getText() + "” [" + numbers.get(side.getEvidenceId()) + "]")
                                        .toList()))
                .toList();
    }

    private static LeadView.CriterionRow criterion(CriterionScore score, Map<String, Integer> numbers) {
        return new LeadView.CriterionRow(
                score.getCriterion(),
                score.getLevel(),
                score.getPoints(),
                score.getMaxPoints(),
                score.getReason(),
                numbers(score.getEvidenceIds(), numbers));
    }

    private static List<Integer> numbers(List<String> ids, Map<String, Integer> numbers) {
        return ids.stream().map(numbers::get).filter(Objects::nonNull).toList();
    }
}
