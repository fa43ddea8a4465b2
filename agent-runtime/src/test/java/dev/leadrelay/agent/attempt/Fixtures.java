package dev.leadrelay.agent.attempt;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.leadrelay.agent.Ask;
import dev.leadrelay.agent.Judged;
import dev.leadrelay.agent.prompt.PromptLibrary;
import dev.leadrelay.agent.prompt.PromptUse;
import dev.leadrelay.agent.prompt.Variables;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.gateway.ModelChannel;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchAnswer;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Verdicts;
import dev.leadrelay.validation.Violations;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tests of the runtime share: a small research stage whose gate looks at the company's name. */
public final class Fixtures {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    /** Good, to be rejected, to be rejected for its grounding, to be reviewed. */
    public static final String GOOD = "{\"companyName\":\"Acme\",\"claims\":[]}";

    public static final String REJECTED = "{\"companyName\":\"reject\",\"claims\":[]}";
    public static final String UNGROUNDED = "{\"companyName\":\"invent\",\"claims\":[]}";
    public static final String REVIEWED = "{\"companyName\":\"review\",\"claims\":[]}";

    private Fixtures() {}

    public static HandoffHeader header() {
        return HandoffHeader.newBuilder()
                .setHandoffId(Identifiers.handoffId("list/lead", Stage.RESEARCH, 1))
                .setListId("list")
                .setLeadId("lead")
                .setStage(Stage.RESEARCH)
                .setAttempt(1)
                .setIssuedAt(NOW)
                .setBudgetTokens(10_000)
                .setBudgetCostMicros(10_000)
                .setHop(1)
                .setLineage("lineage")
                .build();
    }

    public static ResearchRequest request() {
        return ResearchRequest.newBuilder()
                .setHeader(header())
                .setLead(Lead.newBuilder().setLeadId("lead").setCompany("Acme").build())
                .setSettings(ListSettings.newBuilder()
                        .setProfile("default")
                        .setLanguage("en")
                        .setMaxTokensPerLead(10_000)
                        .setMaxCostMicrosPerLead(10_000)
                        .build())
                .build();
    }

    /** A question that takes the company's name for what it is. */
    public static Ask<ResearchAnswer, Research> ask() {
        Variables variables = Variables.none()
                .with("lead", "Acme")
                .ranked("evidence", List.of(TextNode.valueOf("one"), TextNode.valueOf("two")));
        return Ask.of("plain", variables, ResearchAnswer.class, Fixtures::judge);
    }

    public static Judged<Research> judge(ResearchAnswer answer) {
        Research research = Research.newBuilder()
                .setStatus(ResearchStatus.COMPLETE)
                .setCompanyName(answer.getCompanyName())
                .build();
        List<Violation> violations = switch (String.valueOf(answer.getCompanyName())) {
            case "reject" -> List.of(Violations.reject("research.statement", "/claims", "not <so> good"));
            case "invent" -> List.of(Violations.reject("research.unknown-evidence", "/claims/0", "no such evidence"));
            case "review" -> List.of(Violations.review("research.company-name", "/companyName", "looks odd"));
            default -> List.of();
        };
        return Judged.of(research, Verdicts.of("research/test", violations));
    }

    public static PromptLibrary prompts() {
        return PromptLibrary.load(
                List.of(new PromptUse("plain", Set.of("lead", "evidence"), 500)), Map.of(), Optional.empty());
    }

    /** Parts over a model; outages end at once. */
    public static AttemptParts parts(ModelChannel model, ToolBox tools) {
        return parts(model, tools, (reason, detail, probe) -> {});
    }

    public static AttemptParts parts(ModelChannel model, ToolBox tools, Outages outages) {
        return new AttemptParts(
                prompts(),
                tools,
                model,
                () -> true,
                outages,
                new CallShape(100, null),
                new Formats(),
                new Redaction(List.of("s3cret-key")),
                CLOCK);
    }
}
