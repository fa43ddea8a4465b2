package dev.leadrelay.deadletter;

import dev.leadrelay.schemas.Fingerprints;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import dev.leadrelay.schemas.records.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Dead letters for a benchmark, in the order of their time as topics hold them: a few causes make most of them, lists are as uneven and
 * each lasts some days, and a third has been decided about.
 */
final class GeneratedLetters {
    static final int DAYS = 90;
    static final int CAUSES = 2_000;
    static final int LISTS = 400;

    private static final long DAY = Counted.DAY_MILLIS;
    private static final Stage[] STAGES = {Stage.RESEARCH, Stage.SCORING, Stage.WRITER};
    private static final FailureClass[] CLASSES = {
        FailureClass.OUTPUT_REJECTED, FailureClass.UNGROUNDED, FailureClass.MODEL_ERROR, FailureClass.MALFORMED_OUTPUT,
        FailureClass.LOW_CONFIDENCE, FailureClass.MODEL_TIMEOUT, FailureClass.TOOL_FAILED,
                FailureClass.BUDGET_EXHAUSTED,
        FailureClass.MODEL_REFUSED, FailureClass.STAGE_TIMEOUT, FailureClass.APPROVAL_REQUIRED, FailureClass.INTERNAL
    };
    private static final String[] SAYINGS = {
        "the draft names '%s', which no evidence supports",
        "claim %d cites evidence '%s' that does not exist",
        "the quote of evidence %d is not in the page of '%s'",
        "the model answered %d after %d ms",
        "the tier does not match the thresholds of '%s'",
        "no answer within %d seconds from '%s'",
        "the votes differ: %d of 5 for '%s'",
        "the subject has %d characters and names '%s'"
    };
    private static final String[] THINGS = {
        "revenue",
        "headcount",
        "funding",
        "product",
        "office",
        "partner",
        "award",
        "director",
        "market",
        "factory",
        "tender",
        "price",
        "licence",
        "branch",
        "customer",
        "supplier"
    };
    private static final String[] PLACES = {
        "title",
        "opening",
        "body",
        "closing",
        "footer",
        "greeting",
        "summary",
        "address",
        "profile",
        "website",
        "register",
        "press",
        "careers",
        "contact",
        "report",
        "brochure"
    };
    private static final String[] NAMES = {
        "Northwind",
        "Contoso",
        "Fabrikam",
        "Initech",
        "Umbrella",
        "Globex",
        "Hooli",
        "Vandelay",
        "Soylent",
        "Stark",
        "Wayne",
        "Acme",
        "Cyberdyne",
        "Tyrell",
        "Wonka",
        "Duff"
    };

    private final Topics topics = new Topics("");
    private final Random random;
    private final long end;
    private final int total;
    private int made;
    private long decisions;

    /** @param end when the last one was parked */
    GeneratedLetters(long seed, int total, Instant end) {
        this.random = new Random(seed);
        this.total = total;
        this.end = end.toEpochMilli();
    }

    boolean hasNext() {
        return made < total;
    }

    /** The next so many, with what was decided about them. */
    List<Fact> next(int number) {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < number && hasNext(); i++) {
            DeadLetter letter = letter(made);
            facts.add(
                    new Fact.Letter(source(topics.deadLetters(letter.getStage()).name(), made), letter));
            if (random.nextInt(3) == 0) {
                decide(letter, facts);
            }
            made++;
        }
        return facts;
    }

    private DeadLetter letter(int number) {
        int cause = skewed(CAUSES);
        Stage stage = STAGES[cause % STAGES.length];
        FailureClass failureClass =
                CLASSES[CLASSES.length - 1 - (int) Math.sqrt(cause * 7919 % (CLASSES.length * CLASSES.length))];
        String message = message(cause);
        long at = end - DAYS * DAY + (long) ((double) DAYS * DAY * number / total);
        String listId = list(at);
        String leadId = Identifiers.shortHash("lead", Integer.toString(number)).substring(0, 16);
        String leadKey = Identifiers.leadKey(listId, leadId);
        return DeadLetter.newBuilder()
                .setDeadLetterId(Identifiers.deadLetterId(leadKey, stage, 1))
                .setStage(stage)
                .setFailureClass(failureClass)
                .setMessage(message)
                .setViolations(List.of(new Violation("gate." + THINGS[cause % 16], "/body", message, Severity.REJECT)))
                .setFingerprint(Fingerprints.of(stage, failureClass, message))
                .setLeadKey(leadKey)
                .setListId(listId)
                .setLeadId(leadId)
                .setAttempt(1)
                .setCandidate("Dear reader, this is about " + message + ". ".repeat(200))
                .setRunId(Identifiers.shortHash("run", leadKey))
                .setParkedAt(Instant.ofEpochMilli(at))
                .build();
    }

    /** A sentence of the cause with values of the lead. */
    private String message(int cause) {
        String saying = SAYINGS[cause % SAYINGS.length];
        String where = " (" + THINGS[cause / 8 % 16] + " in the " + PLACES[cause / 128 % 16] + ")";
        StringBuilder message = new StringBuilder();
        for (String part : saying.split("(?=%)")) {
            String value = part.startsWith("%s")
                    ? NAMES[skewed(16)] + " " + NAMES[random.nextInt(16)] + " Ltd"
                    : Integer.toString(random.nextInt(10_000));
            message.append(part.startsWith("%") ? value + part.substring(2) : part);
        }
        return message + where;
    }

    /** One of the lists that were worked on then; the earlier its number, the larger it is. */
    private String list(long at) {
        int slot = (int) Math.floorMod(at / (3 * DAY), 20);
        return "campaign-" + (slot + 20 * skewed(LISTS / 20));
    }

    private void decide(DeadLetter letter, List<Fact> facts) {
        DecisionKind kind = random.nextInt(4) == 0 ? DecisionKind.DISCARD : DecisionKind.RETRY;
        DecisionRequest request = new DecisionRequest(
                letter.getDeadLetterId(), kind, "looked at", null, null, "ann", random.nextBoolean());
        TriageDecision decision = DecisionRecords.decision(
                letter, request, 0, letter.getParkedAt().plusSeconds(random.nextInt(86_400)));
        facts.add(new Fact.Decision(source(topics.triageDecisions().name(), decisions), decision));
        OutcomeKind outcome = random.nextInt(20) == 0 ? OutcomeKind.REFUSED : OutcomeKind.APPLIED;
        facts.add(new Fact.Outcome(
                source(topics.triageOutcomes().name(), decisions),
                new TriageOutcome(
                        decision.getDecisionId(),
                        letter.getDeadLetterId(),
                        letter.getLeadKey(),
                        outcome,
                        null,
                        decision.getDecidedAt().plusSeconds(1))));
        decisions++;
    }

    private Source source(String topic, long offset) {
        return new Source(topic, 0, offset, end);
    }

    /** A number below the bound, small ones far more often. */
    private int skewed(int bound) {
        double share = random.nextDouble();
        return (int) (bound * share * share * share);
    }
}
