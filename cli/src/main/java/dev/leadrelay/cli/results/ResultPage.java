package dev.leadrelay.cli.results;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.CriterionScore;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ten results as a person would read them: Markdown. */
final class ResultPage {
    private static final int SHOWN = 10;
    private static final int NOT_DELIVERED_SHOWN = 2;

    private ResultPage() {}

    static String of(Ledger ledger, ListOutcome outcome, DraftWarnings warnings) {
        List<LeadResult> all = outcome.inFileOrder();
        List<LeadResult> others = all.stream()
                .filter(r -> r.getStatus() != LeadStatus.DELIVERED)
                .limit(NOT_DELIVERED_SHOWN)
                .toList();
        List<LeadResult> shown = Stream.concat(
                        all.stream()
                                .filter(r -> r.getStatus() == LeadStatus.DELIVERED)
                                .limit(SHOWN - others.size()),
                        others.stream())
                .toList();
        StringBuilder page = new StringBuilder("# Results of " + ledger.listId() + "\n\n");
        page.append("%d leads: %d delivered, %d disqualified, %d discarded, %d waiting for a decision.%n%n"
                .formatted(
                        ledger.accepted(),
                        ledger.delivered(),
                        ledger.disqualified(),
                        ledger.discarded(),
                        ledger.parked()));
        if (shown.stream().anyMatch(LeadResult::getSimulated)) {
            page.append("*Written by a simulator, not by a model.*\n\n");
        }
        if (warnings.drafts() > 0) {
            page.append("%d drafts say nearly the same as another: see the column warnings.%n%n"
                    .formatted(warnings.drafts()));
        }
        shown.forEach(result -> page.append(section(result, warnings.of(result))));
        return page.toString();
    }

    private static String section(LeadResult result, List<String> warnings) {
        Lead lead = result.getLead();
        String who = Stream.of(lead.getFullName(), lead.getTitle(), lead.getCompany())
                .filter(Objects::nonNull)
                .map(ResultPage::inline)
                .collect(Collectors.joining(", "));
        StringBuilder section = new StringBuilder("## " + (who.isEmpty() ? inline(lead.getLeadId()) : who) + "\n\n");
        section.append("**").append(result.getStatus());
        section.append(result.getReason() == null ? "" : " (" + result.getReason() + ")")
                .append("**");
        score(section, result.getScore());
        claims(section, result.getResearch());
        contradictions(section, result.getResearch());
        warnings.forEach(warning -> section.append("*").append(inline(warning)).append("*\n\n"));
        draft(section, result.getDraft());
        return section.append("\n---\n\n").toString();
    }

    private static void score(StringBuilder section, @Nullable Score score) {
        if (score == null) {
            section.append("\n\n");
            return;
        }
        section.append(", score %d of 100, tier %s%n%n".formatted(score.getTotal(), score.getTier()));
        section.append(inline(score.getSummary())).append("\n\n");
        section.append("| criterion | level | points | why |\n|---|---|---|---|\n");
        for (CriterionScore c : score.getCriteria()) {
            section.append("| %s | %s | %d of %d | %s |%n"
                    .formatted(
                            inline(c.getCriterion()),
                            inline(c.getLevel()),
                            c.getPoints(),
                            c.getMaxPoints(),
                            inline(c.getReason())));
        }
        section.append("\n");
    }

    private static void claims(StringBuilder section, @Nullable Research research) {
        if (research == null || research.getClaims().isEmpty()) {
            return;
        }
        section.append("What is known:\n\n");
        for (Claim claim : research.getClaims()) {
            String sources = research.getEvidence().stream()
                    .filter(e -> claim.getEvidenceIds().contains(e.getId()))
                    .map(Evidence::getUrl)
                    .distinct()
                    .map(ResultPage::inline)
                    .collect(Collectors.joining(", "));
            section.append("- ")
                    .append(inline(claim.getStatement()))
                    .append(" (")
                    .append(sources)
                    .append(")\n");
        }
        section.append("\n");
    }

    private static void contradictions(StringBuilder section, @Nullable Research research) {
        if (research == null || research.getContradictions().isEmpty()) {
            return;
        }
        section.append("What the sources contradict each other about:\n\n");
        for (Contradiction contradiction : research.getContradictions()) {
            section.append("- ").append(inline(contradiction.getFact())).append(": ");
            section.append(contradiction.getStatements().stream()
                            .map(side -> "“" + inline(side.getText()) + "” ("
                                    + inline(addressOf(side.getEvidenceId(), research)) + ")")
                            .collect(Collectors.joining(", ")))
                    .append("\n");
        }
        section.append("\n");
    }

    private static String addressOf(String evidenceId, Research research) {
        return research.getEvidence().stream()
                .filter(evidence -> evidence.getId().equals(evidenceId))
                .map(Evidence::getUrl)
                .findFirst()
                .orElse(evidenceId);
    }

    private static void draft(StringBuilder section, @Nullable Draft draft) {
        if (draft == null) {
            return;
        }
        section.append("> **").append(inline(draft.getSubject())).append("**\n>\n");
        Stream.concat(
                        draft.getBody().lines(),
                        Stream.concat(Stream.of("", "—"), draft.getFooter().lines()))
                .forEach(line -> section.append("> ").append(inline(line)).append("  \n"));
    }

    /** One line of text that cannot turn into Markdown or HTML of its own. */
    private static String inline(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1");
    }
}
