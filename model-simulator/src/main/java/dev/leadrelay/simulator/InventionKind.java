package dev.leadrelay.simulator;

import java.util.List;
import java.util.Locale;

/** What an inventing simulator makes up, and in the answers of which stage. */
public enum InventionKind {
    /** A claim that cites nothing. */
    CLAIM_WITHOUT_EVIDENCE(ResearchAnswers.TASK),
    /** A claim that cites evidence which does not exist. */
    CLAIM_WITH_UNKNOWN_EVIDENCE(ResearchAnswers.TASK),
    /** A claim with a number that its evidence does not have. */
    CLAIM_WITH_WRONG_NUMBER(ResearchAnswers.TASK),
    /** A claim that is true of another company of the demo. */
    CLAIM_OF_ANOTHER_COMPANY(ResearchAnswers.TASK),
    /** A claim without a number that its evidence says nothing of. */
    CLAIM_NOT_BORNE_OUT(ResearchAnswers.TASK),
    /** The best level on evidence that does not exist. */
    LEVEL_WITH_UNKNOWN_EVIDENCE(ScoreAnswers.TASK),
    /** The best level on evidence about something else. */
    LEVEL_WITH_UNRELATED_EVIDENCE(ScoreAnswers.TASK),
    /** A number in a draft that nothing bears out. */
    DRAFT_NUMBER(DraftAnswers.TASK),
    /** A date in a draft that nothing bears out. */
    DRAFT_DATE(DraftAnswers.TASK),
    /** An address in a draft that was never fetched. */
    DRAFT_URL(DraftAnswers.TASK),
    /** A person in a draft who is not the lead. */
    DRAFT_PERSON(DraftAnswers.TASK),
    /** Another company's fact in a draft, without a number. */
    DRAFT_FOREIGN_FACT(DraftAnswers.TASK),
    /** A customer that nobody named. */
    DRAFT_REFERENCE(DraftAnswers.TASK),
    /** A place in a draft that was never filled in. */
    DRAFT_PLACEHOLDER(DraftAnswers.TASK);

    private final String task;

    InventionKind(String task) {
        this.task = task;
    }

    /**
     * What a simulator of that seed invents about a lead.
     *
     * @param lead e-mail address of the lead, else its LinkedIn URL, its company's domain or its company's name
     */
    public static InventionKind of(long seed, String lead) {
        String key = lead.strip().toLowerCase(Locale.ROOT);
        return Seeded.pick(List.of(values()), Seeded.mix(Seeded.mix(seed, "invention"), key));
    }

    /** The format of the answers it stands in, as {@link Stats#served()} names them: ResearchAnswer, ScoreAnswer or DraftAnswer. */
    public String task() {
        return task;
    }
}
