package dev.leadrelay.scoring.domain;

import dev.leadrelay.agent.Agent;
import dev.leadrelay.agent.AgentContext;
import dev.leadrelay.agent.Answer;
import dev.leadrelay.agent.Ask;
import dev.leadrelay.agent.Judged;
import dev.leadrelay.agent.Outcome;
import dev.leadrelay.agent.prompt.PromptUse;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Score;
import dev.leadrelay.schemas.records.ScoreAnswer;
import dev.leadrelay.schemas.records.ScoringRequest;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.validation.Gate;
import dev.leadrelay.validation.Gates;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.Profiles;
import dev.leadrelay.validation.ScoreSubject;
import dev.leadrelay.validation.Scoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Scores a researched lead: the model chooses a level per criterion, Java computes points, total and tier. Where one
 * changed level could change the decision, it asks for more votes. Thread-safe.
 */
public final class ScoringAgent implements Agent<ScoringRequest, Score> {
    /** The prompt it asks with. */
    public static final PromptUse PROMPT =
            new PromptUse("scoring", "2", Set.of("lead", "profile", "claims", "contradictions", "evidence"), 8_000);

    private final Profiles profiles;
    private final Gate<ScoreSubject> gate;

    /** @param profiles may throw {@link UnusableProfileException} for one that is there but wrong */
    public ScoringAgent(Profiles profiles) {
        this(profiles, Gates.score());
    }

    /** The same before another gate than the standard one. */
    public ScoringAgent(Profiles profiles, Gate<ScoreSubject> gate) {
        this.profiles = profiles;
        this.gate = gate;
    }

    @Override
    public Outcome<Score> run(ScoringRequest request, AgentContext context) throws InterruptedException {
        String name = request.getSettings().getProfile();
        Profile profile;
        try {
            profile = profiles.find(name);
        } catch (UnusableProfileException e) {
            return Outcome.failed(FailureClass.CONTRACT_VIOLATION, e.problem());
        }
        if (profile == null) {
            String message = "the profile " + name + " is not known to the scoring agent; put " + name
                    + ".yaml into its profiles directory, or correct the list's profile";
            return Outcome.failed(FailureClass.CONTRACT_VIOLATION, message);
        }
        if (request.getResearch().getEvidence().isEmpty()) {
            return Outcome.failed(FailureClass.CONTRACT_VIOLATION, "the research has no evidence to score on");
        }
        return voted(request, profile, context);
    }

    private Outcome<Score> voted(ScoringRequest request, Profile profile, AgentContext context)
            throws InterruptedException {
        Ask<ScoreAnswer, Vote> ask = Ask.of(
                PROMPT.name(),
                ScoringPrompt.variables(request, profile),
                ScoreAnswer.class,
                answer -> judged(answer, request, profile));
        List<ScoreAnswer> votes = new ArrayList<>();
        Score score = null;
        Verdict verdict = null;
        for (int wanted = 1; votes.size() < wanted; ) {
            switch (context.ask(ask.sample(votes.size()))) {
                case Answer.Given<Vote> given -> {
                    votes.add(given.value().answer());
                    score = Scoring.score(votes, profile);
                    verdict = given.verdict();
                    int next = VotePlan.votes(votes, score, profile);
                    if (next > wanted) {
                        context.note("votes", reason(votes.size(), next, score));
                        wanted = next;
                    }
                }
                case Answer.Missing<Vote> missing -> {
                    if (votes.size() < 2) {
                        return failed(missing);
                    }
                    context.note("votes", "vote " + (votes.size() + 1) + " is missing: " + missing.message());
                    wanted = votes.size();
                }
            }
        }
        if (score == null || verdict == null) {
            throw new IllegalStateException("no vote was asked for");
        }
        Score result = score;
        // A single vote was judged as the score it is.
        return Outcome.judged(
                result,
                votes.size() == 1
                        ? verdict
                        : context.check(gate.name(), () -> gate.check(subject(request, result, profile))));
    }

    private Judged<Vote> judged(ScoreAnswer answer, ScoringRequest request, Profile profile) {
        Score score = Scoring.score(answer, profile);
        return Judged.of(new Vote(answer, score), gate.check(subject(request, score, profile)));
    }

    private static ScoreSubject subject(ScoringRequest request, Score score, Profile profile) {
        return new ScoreSubject(request.getLead(), request.getResearch(), score, profile);
    }

    private static Outcome<Score> failed(Answer.Missing<Vote> missing) {
        Object candidate = missing.candidate() instanceof Vote vote ? vote.score() : missing.candidate();
        return new Outcome.Failed<>(
                missing.failureClass(), missing.message(), missing.violations(), candidate, missing.verdict());
    }

    private static String reason(int votes, int wanted, Score score) {
        return String.format(
                Locale.ROOT,
                "after %d: total %d, tier %s, agreement %.2f; asking for %d",
                votes,
                score.getTotal(),
                score.getTier(),
                score.getConfidence(),
                wanted);
    }

    /** One answer and the score it alone gives. */
    record Vote(ScoreAnswer answer, Score score) {}
}
