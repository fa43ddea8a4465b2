package dev.leadrelay.writer.domain;

import dev.leadrelay.agent.Agent;
import dev.leadrelay.agent.AgentContext;
import dev.leadrelay.agent.Ask;
import dev.leadrelay.agent.Judged;
import dev.leadrelay.agent.Outcome;
import dev.leadrelay.agent.prompt.PromptUse;
import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Draft;
import dev.leadrelay.schemas.records.DraftAnswer;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.WriterRequest;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Gate;
import dev.leadrelay.validation.Gates;
import dev.leadrelay.validation.SellerProfile;
import java.util.List;
import java.util.Set;

/**
 * Drafts a personal message from the strongest cited claims. Subject and body are the model's, the footer is the
 * seller's. Thread-safe.
 */
public final class WriterAgent implements Agent<WriterRequest, Draft> {
    /** The prompt it asks with. */
    public static final PromptUse PROMPT = new PromptUse(
            "writer",
            "2",
            Set.of("lead", "score", "claims", "contradictions", "evidence", "seller", "language"),
            6_000);

    private final SellerProfile seller;
    private final Gate<DraftSubject> gate;

    public WriterAgent(SellerProfile seller) {
        this(seller, Gates.draft());
    }

    /** The same before another gate than the standard one. */
    public WriterAgent(SellerProfile seller, Gate<DraftSubject> gate) {
        this.seller = seller;
        this.gate = gate;
    }

    @Override
    public Outcome<Draft> run(WriterRequest request, AgentContext context) throws InterruptedException {
        List<Claim> claims = ClaimRanking.strongest(request.getResearch(), request.getScore());
        if (claims.isEmpty()) {
            return Outcome.failed(FailureClass.CONTRACT_VIOLATION, "the research has no cited claim to write about");
        }
        String language = language(request);
        return context.ask(Ask.of(
                        PROMPT.name(),
                        WriterPrompt.variables(request, claims, seller, language),
                        DraftAnswer.class,
                        answer -> judged(answer, request, language)))
                .toJudgedOutcome();
    }

    private Judged<Draft> judged(DraftAnswer answer, WriterRequest request, String language) {
        Draft draft = Draft.newBuilder()
                .setLanguage(language)
                .setSubject(answer.getSubject().strip())
                .setBody(answer.getBody().strip())
                .setFooter(seller.footer(language))
                .setCitedEvidenceIds(answer.getEvidence().stream().distinct().toList())
                .build();
        return Judged.of(
                draft,
                gate.check(new DraftSubject(
                        request.getLead(), request.getResearch(), request.getScore(), draft, seller, language)));
    }

    /** The lead's own language goes before the list's, as in the gate. */
    private static String language(WriterRequest request) {
        String own = request.getLead().getLanguage();
        return own == null || own.isBlank() ? request.getSettings().getLanguage() : own;
    }
}
