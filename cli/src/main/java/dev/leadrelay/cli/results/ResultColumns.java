package dev.leadrelay.cli.results;

import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.LeadResult;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of {@code results.csv}, documented in {@code docs/results.md}. */
final class ResultColumns {
    private record Column(String name, Function<LeadResult, @Nullable Object> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("lead_key", LeadResult::getLeadKey),
            new Column("external_id", LeadResult::getExternalId),
            new Column("source_row", r -> r.getLead().getSourceRow()),
            new Column("status", LeadResult::getStatus),
            new Column("reason", LeadResult::getReason),
            new Column("full_name", ofLead(Lead::getFullName)),
            new Column("title", ofLead(Lead::getTitle)),
            new Column("email", ofLead(Lead::getEmail)),
            new Column("company", ofLead(Lead::getCompany)),
            new Column("company_domain", ofLead(Lead::getCompanyDomain)),
            new Column("country", ofLead(Lead::getCountryIso2)),
            new Column("research_status", ofResearch(Research::getStatus)),
            new Column("claims", ofResearch(research -> research.getClaims().size())),
            new Column("score", ofScore(Score::getTotal)),
            new Column("tier", ofScore(Score::getTier)),
            new Column("confidence", ofScore(Score::getConfidence)),
            new Column("summary", ofScore(Score::getSummary)),
            new Column("language", ofDraft(Draft::getLanguage)),
            new Column("subject", ofDraft(Draft::getSubject)),
            new Column("body", ofDraft(Draft::getBody)),
            new Column("footer", ofDraft(Draft::getFooter)),
            new Column("model_calls", r -> r.getUsage().getModelCalls()),
            new Column(
                    "tokens", r -> r.getUsage().getPromptTokens() + r.getUsage().getCompletionTokens()),
            new Column("cost_micros", r -> r.getUsage().getCostMicros()),
            new Column("simulated", LeadResult::getSimulated),
            new Column("ended_at", LeadResult::getEndedAt));

    private ResultColumns() {}

    /** The names of the columns; the last one is not the record's own. */
    static List<String> names() {
        List<String> names = new ArrayList<>(COLUMNS.stream().map(Column::name).toList());
        names.add("warnings");
        return names;
    }

    static List<String> cells(LeadResult result, List<String> warnings) {
        List<String> cells = new ArrayList<>();
        for (Column column : COLUMNS) {
            cells.add(FormulaCells.unevaluated(Objects.toString(column.value.apply(result), "")));
        }
        cells.add(FormulaCells.unevaluated(String.join("; ", warnings)));
        return cells;
    }

    private static Function<LeadResult, @Nullable Object> ofLead(Function<Lead, @Nullable Object> value) {
        return result -> value.apply(result.getLead());
    }

    private static Function<LeadResult, @Nullable Object> ofResearch(Function<Research, @Nullable Object> value) {
        return result -> result.getResearch() == null ? null : value.apply(result.getResearch());
    }

    private static Function<LeadResult, @Nullable Object> ofScore(Function<Score, @Nullable Object> value) {
        return result -> result.getScore() == null ? null : value.apply(result.getScore());
    }

    private static Function<LeadResult, @Nullable Object> ofDraft(Function<Draft, @Nullable Object> value) {
        return result -> result.getDraft() == null ? null : value.apply(result.getDraft());
    }
}
