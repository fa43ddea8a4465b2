package dev.leadrelay.orchestrator.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.orchestrator.protocol.HeldList;
import dev.leadrelay.orchestrator.protocol.Samples;
import dev.leadrelay.orchestrator.protocol.TestGates;
import dev.leadrelay.schemas.records.AdmissionKind;
import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.EndedKind;
import dev.leadrelay.schemas.records.LeadAdmitted;
import dev.leadrelay.schemas.records.LeadEnded;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.schemas.records.LedgerStatus;
import dev.leadrelay.schemas.records.ListCommand;
import dev.leadrelay.schemas.records.ListCommandKind;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.schemas.records.ListState;
import dev.leadrelay.schemas.records.NoEvidence;
import dev.leadrelay.schemas.records.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the list machine does, case by case. */
class ListMachineTest {
    private static final ListLimits LIMITS = new ListLimits(2, 10, 3, Duration.ofSeconds(1), Duration.ofDays(14));

    private final ListMachine machine = new ListMachine(new TestGates()::lead, LIMITS);
    private final HeldList memory = new HeldList();
    private final List<LeadAdmitted> told = new ArrayList<>();
    private final List<ListProgress> progress = new ArrayList<>();
    private Instant now = Samples.START;
    private int reports;

    @Nested
    class Intake {
        @Test
        void startsLeadsUpToTheWindowAndQueuesTheOthers() {
            submit(0, true, "a", "b", "c", "d");
            assertThat(told(AdmissionKind.START)).containsExactly("a", "b");
            assertLedger(4, 2, 2, 0, 0);
            assertThat(told.get(0).getLead().getLeadId()).isEqualTo("a");
            assertThat(told.get(0).getSettings()).isEqualTo(Samples.settings());
            assertThat(told.get(0).getCapTokens()).isEqualTo(Samples.CAP_TOKENS);
        }

        @Test
        void countsALeadThatComesTwiceAsADuplicate() {
            submit(0, false, "a", "b");
            submit(1, true, "b", "c");
            assertThat(state().getDuplicates()).isEqualTo(1);
            assertThat(state().getAccepted()).isEqualTo(3);
        }

        @Test
        void ignoresAPartThatComesTwice() {
            submit(0, true, "a", "b");
            submit(0, true, "a", "b");
            assertThat(state().getPartsReceived()).isEqualTo(1);
            assertThat(state().getAccepted()).isEqualTo(2);
            assertThat(state().getDuplicates()).isEqualTo(2);
            settle("a", LeadStatus.DELIVERED);
            settle("b", LeadStatus.DELIVERED);
            assertThat(last().getComplete()).isTrue();
        }

        @Test
        void refusesAPartWithTheSameNumberAndOtherContent() {
            submit(0, false, "a");
            assertThat(refused(apply(new ListInput.PartArrived(
                            Samples.part("list", 0, false, "other", 2, Samples.settings(), 17)))))
                    .isEqualTo("part.conflict");
            arrive(0, "other", 0, "x");
            arrive(0, "other", 1, "y");
            assertThat(state().getUnattributed()).isEqualTo(2);
            assertThat(state().getAccepted()).isEqualTo(1);
        }

        @Test
        void refusesWhatContradictsTheList() {
            submit(1, true, "a");
            assertThat(refused(part(2, false))).isEqualTo("part.after-last");
            assertThat(refused(part(0, true))).isEqualTo("part.last");
            assertThat(refused(part(-1, false))).isEqualTo("part.number");
            assertThat(refused(apply(new ListInput.PartArrived(
                            Samples.part("list", 0, false, "h", 1, Samples.settings(5L, false, NoEvidence.PARK), 3)))))
                    .isEqualTo("part.settings");
            assertThat(refused(apply(
                            new ListInput.PartArrived(Samples.part("li/st", 0, false, "h", 1, Samples.settings(), 3)))))
                    .isEqualTo("part.list-id");
            assertThat(state().getPartsReceived()).isEqualTo(1);
        }

        @Test
        void sendsRejectedLeadsOnAtOnceOutsideTheWindow() {
            begin(Samples.settings());
            arriveWith(0, "a", "fine");
            arriveWith(1, "b", "fine");
            arriveWith(2, "bad one", "bad");
            arriveWith(3, "broken gate", "boom");
            assertThat(told(AdmissionKind.REJECTED)).containsExactly("bad one", "broken gate");
            assertThat(told.get(2).getViolations())
                    .extracting(Violation::getCode)
                    .containsExactly("lead.notes");
            assertThat(told.get(3).getViolations())
                    .extracting(Violation::getCode)
                    .containsExactly("lead.gate-failed");
            assertThat(state().getWindowUsed()).isEqualTo(2);
            assertThat(state().getActive()).isEqualTo(4);
        }

        @Test
        void givesLeadsWithoutAnIdOneEach() {
            begin(Samples.settings());
            arriveWith(0, "", "bad");
            arriveWith(1, " ", "bad");
            assertThat(told(AdmissionKind.REJECTED)).containsExactly("row-0-0", "row-0-1");
            assertThat(state().getAccepted()).isEqualTo(2);
        }

        @Test
        void isCompleteOnlyWhenEveryPartIsIn() {
            submit(1, true, "b");
            settle("b", LeadStatus.DELIVERED);
            assertThat(state().getCompletedAt()).isNull();
            submit(0, false, "a");
            settle("a", LeadStatus.DISQUALIFIED);
            assertThat(last().getComplete()).isTrue();
            assertThat(last().getBalanced()).isTrue();
            assertThat(last().getPartsExpected()).isEqualTo(2);
        }

        private ListTransition part(int number, boolean last) {
            return apply(new ListInput.PartArrived(
                    Samples.part("list", number, last, "h" + number, 1, Samples.settings(), 3)));
        }
    }

    @Nested
    class Admitting {
        @Test
        void fillsAPlaceAsSoonAsItIsFree() {
            submit(0, true, "a", "b", "c", "d");
            settle("a", LeadStatus.PARKED);
            assertThat(told(AdmissionKind.START)).containsExactly("a", "b", "c");
            assertLedger(4, 1, 2, 1, 0);
        }

        @Test
        void followsTheAgentsCapacityEachSecond() {
            submit(0, true, "a", "b", "c", "d", "e", "f");
            tick(Duration.ofSeconds(1), 2);
            assertThat(state().getWindow()).isEqualTo(4);
            assertThat(told(AdmissionKind.START)).hasSize(4);
            tick(Duration.ofMillis(500), 5);
            assertThat(state().getWindow()).isEqualTo(4);
            tick(Duration.ofMillis(500), 1_000);
            assertThat(state().getWindow()).isEqualTo(10);
            tick(Duration.ofSeconds(1), 0);
            assertThat(state().getWindow()).isEqualTo(2);
            assertThat(told(AdmissionKind.START)).hasSize(6);
        }

        @Test
        void addsTheLeadsThatEndedInTheLastSecond() {
            submit(0, true, "a", "b", "c", "d", "e", "f");
            tick(Duration.ofSeconds(1), 1);
            settle("a", LeadStatus.DELIVERED);
            settle("b", LeadStatus.DELIVERED);
            settle("c", LeadStatus.DELIVERED);
            tick(Duration.ofSeconds(1), 1);
            assertThat(state().getWindow()).isEqualTo(2 + 3);
        }

        @Test
        void writesNothingWhileNothingHappens() {
            submit(0, true, "a");
            tick(Duration.ofSeconds(1), 1);
            tick(Duration.ofSeconds(1), 1);
            ListTransition idle = tick(Duration.ofSeconds(1), 1);
            assertThat(idle.stateChanged()).isFalse();
            assertThat(idle.effects()).isEmpty();
        }

        @Test
        void neverReservesMoreThanTheBudget() {
            begin(Samples.settings(Samples.CAP_MICROS + Samples.CAP_MICROS / 2, false, NoEvidence.DISQUALIFY));
            arriveWith(0, "a", "fine");
            arriveWith(1, "b", "fine");
            assertThat(told(AdmissionKind.START)).containsExactly("a");
            settle("a", LeadStatus.DELIVERED, Samples.CAP_MICROS / 2);
            assertThat(told(AdmissionKind.START)).containsExactly("a", "b");
            assertThat(state().getSpentMicros() + state().getReservedMicros())
                    .isEqualTo(Samples.CAP_MICROS + Samples.CAP_MICROS / 2);
        }

        @Test
        void goesOnWhenTheBudgetIsRaised() {
            begin(Samples.settings(0L, false, NoEvidence.DISQUALIFY));
            arriveWith(0, "a", "fine");
            assertThat(told).isEmpty();
            command(ListCommandKind.SET_BUDGET, Samples.CAP_MICROS);
            assertThat(told(AdmissionKind.START)).containsExactly("a");
        }

        @Test
        void resumesBeforeItStartsAndSkipsWhatDoesNotFit() {
            begin(Samples.settings(2 * Samples.CAP_MICROS, false, NoEvidence.DISQUALIFY));
            arriveWith(0, "dear", "fine");
            arriveWith(1, "cheap", "fine");
            arriveWith(2, "new", "fine");
            // 1,600: the dear one has spent nothing, the cheap one has 100 of its 800 left.
            settle("cheap", LeadStatus.PARKED, 700);
            settle("dear", LeadStatus.PARKED, 0);
            assertThat(told(AdmissionKind.START)).containsExactly("dear", "cheap", "new");
            resume("dear", 0);
            resume("cheap", 700);
            tick(Duration.ofSeconds(1), 0);
            // 700 spent and 800 reserved for the new one leave 100: not for the dear one, but for the cheap one.
            assertThat(told(AdmissionKind.RESUME)).containsExactly("cheap");
            settle("new", LeadStatus.DELIVERED, 0);
            assertThat(told(AdmissionKind.RESUME)).containsExactly("cheap", "dear");
        }
    }

    @Nested
    class Raises {
        @Test
        void addToTheCapOfTheResumedLeadOnce() {
            submit(0, true, "a");
            settle("a", LeadStatus.PARKED, Samples.CAP_MICROS);
            LeadEnded ask = raise("a", Samples.CAP_MICROS, 500L, 300L);
            apply(new ListInput.Reported(ask));
            apply(new ListInput.Reported(ask));
            tick(Duration.ofSeconds(1), 1);
            assertThat(told(AdmissionKind.RESUME)).containsExactly("a");
            LeadAdmitted resumed = told.get(told.size() - 1);
            assertThat(resumed.getCapTokens()).isEqualTo(Samples.CAP_TOKENS + 500);
            assertThat(resumed.getCapCostMicros()).isEqualTo(Samples.CAP_MICROS + 300);
            assertThat(state().getReservedMicros()).isEqualTo(300);
        }

        @Test
        void beyondTheBudgetOfTheListWaitForIt() {
            begin(Samples.settings(Samples.CAP_MICROS, false, NoEvidence.DISQUALIFY));
            arriveWith(0, "a", "fine");
            settle("a", LeadStatus.PARKED, Samples.CAP_MICROS);
            apply(new ListInput.Reported(raise("a", Samples.CAP_MICROS, null, 300L)));
            tick(Duration.ofSeconds(1), 1);
            assertThat(told(AdmissionKind.RESUME)).isEmpty();
            assertThat(last().getBlocked()).isEqualTo("BUDGET");
            command(ListCommandKind.SET_BUDGET, Samples.CAP_MICROS + 299);
            assertThat(told(AdmissionKind.RESUME)).isEmpty();
            command(ListCommandKind.SET_BUDGET, Samples.CAP_MICROS + 300);
            assertThat(told(AdmissionKind.RESUME)).containsExactly("a");
            tick(Duration.ofSeconds(1), 1);
            assertThat(last().getBlocked()).isNull();
        }

        private LeadEnded raise(String leadId, long micros, @Nullable Long tokens, @Nullable Long raiseMicros) {
            return LeadEnded.newBuilder(report(leadId, EndedKind.RESUME_ASKED, LeadStatus.WAITING, micros))
                    .setRaiseTokens(tokens)
                    .setRaiseCostMicros(raiseMicros)
                    .build();
        }
    }

    @Nested
    class Blocks {
        @Test
        void areSaidWhenTheBudgetAloneHoldsUpWhatIsQueued() {
            begin(Samples.settings(Samples.CAP_MICROS + 10, false, NoEvidence.DISQUALIFY));
            arriveWith(0, "a", "fine");
            arriveWith(1, "b", "fine");
            tick(Duration.ofSeconds(1), 1);
            // The active one may turn out cheaper than its cap.
            assertThat(last().getBlocked()).isNull();
            settle("a", LeadStatus.DELIVERED, 11);
            tick(Duration.ofSeconds(1), 1);
            assertThat(last().getBlocked()).isEqualTo("BUDGET");
            assertThat(last().getSettled()).isFalse();

            command(ListCommandKind.SET_BUDGET, null);
            tick(Duration.ofSeconds(1), 1);
            assertThat(told(AdmissionKind.START)).containsExactly("a", "b");
            assertThat(last().getBlocked()).isNull();
            assertThat(last().getMaxCostMicros()).isNull();
        }

        @Test
        void endWithACancel() {
            begin(Samples.settings(0L, false, NoEvidence.DISQUALIFY));
            arriveWith(0, "a", "fine");
            tick(Duration.ofSeconds(1), 1);
            assertThat(last().getBlocked()).isEqualTo("BUDGET");
            command(ListCommandKind.CANCEL, null);
            tick(Duration.ofSeconds(1), 1);
            assertThat(last().getBlocked()).isNull();
        }

        @Test
        void ofANegativeBudgetAreNone() {
            submit(0, true, "a", "b", "c");
            apply(new ListInput.Commanded(new ListCommand("list", ListCommandKind.SET_BUDGET, -1L, "a person", now)));
            assertThat(state().getMaxCostMicros()).isNull();
        }
    }

    @Nested
    class Reports {
        @Test
        void thatAreStaleChangeNothing() {
            submit(0, true, "a");
            LeadEnded parked = report("a", EndedKind.SETTLED, LeadStatus.PARKED, 100);
            apply(new ListInput.Reported(parked));
            ListState before = state();
            ListTransition again = apply(new ListInput.Reported(parked));
            assertThat(state()).isEqualTo(before);
            assertThat(counted(again)).containsExactly("report.stale");
        }

        @Test
        void ofParkedLeadsReleaseWindowAndReservation() {
            submit(0, true, "a");
            settle("a", LeadStatus.PARKED, 100);
            assertThat(state().getWindowUsed()).isZero();
            assertThat(state().getReservedMicros()).isZero();
            assertThat(state().getSpentMicros()).isEqualTo(100);
        }

        @Test
        void correctTheCostOfParkedActiveAndEndedLeads() {
            submit(0, true, "a");
            settle("a", LeadStatus.PARKED, 400);
            apply(new ListInput.Reported(report("a", EndedKind.COST_CORRECTED, LeadStatus.PARKED, 150)));
            assertThat(state().getSpentMicros()).isEqualTo(150);
            resume("a", 150);
            tick(Duration.ofSeconds(1), 1);
            assertThat(state().getReservedMicros()).isEqualTo(Samples.CAP_MICROS - 150);
            apply(new ListInput.Reported(report("a", EndedKind.COST_CORRECTED, LeadStatus.RESEARCHING, 50)));
            assertThat(state().getSpentMicros() + state().getReservedMicros()).isEqualTo(Samples.CAP_MICROS);
            settle("a", LeadStatus.DELIVERED, 60);
            apply(new ListInput.Reported(report("a", EndedKind.COST_CORRECTED, LeadStatus.DELIVERED, 55)));
            assertThat(state().getSpentMicros()).isEqualTo(55);
            assertThat(state().getReservedMicros()).isZero();
        }

        @Test
        void afterTheEndDoNotWakeALead() {
            submit(0, true, "a");
            settle("a", LeadStatus.DELIVERED);
            settle("a", LeadStatus.PARKED);
            resume("a", 0);
            assertThat(memory.stub("a").getStatus()).isEqualTo(LedgerStatus.DELIVERED);
        }

        @Test
        void ofUnknownLeadsAndListsAreCounted() {
            ListTransition unknownList =
                    apply(new ListInput.Reported(report("a", EndedKind.SETTLED, LeadStatus.DELIVERED, 0)));
            assertThat(counted(unknownList)).containsExactly("report.unknown-lead");
            submit(0, true, "a");
            ListTransition unknownLead =
                    apply(new ListInput.Reported(report("z", EndedKind.SETTLED, LeadStatus.DELIVERED, 0)));
            assertThat(counted(unknownLead)).containsExactly("report.unknown-lead");
        }
    }

    @Nested
    class Cancels {
        @Test
        void stopAdmittingAtOnceAndTellTheLeadsABatchAtATime() {
            submit(0, false, "a", "b", "c", "d", "e");
            settle("b", LeadStatus.DELIVERED);
            told.clear();
            command(ListCommandKind.CANCEL, null);
            assertThat(told(AdmissionKind.CANCEL)).containsExactly("a", "c");
            tick(Duration.ofMillis(10), 5);
            assertThat(told(AdmissionKind.CANCEL)).containsExactly("a", "c", "d", "e");
            assertThat(told(AdmissionKind.START)).isEmpty();
            // d and e never started: the lead machine needs them whole to write their results.
            assertThat(told.get(3).getLead().getLeadId()).isEqualTo("e");
            assertThat(told.get(0).getLead()).isNull();
            assertThat(state().getCancelDone()).isTrue();
            assertThat(state().getQueueLength()).isZero();
        }

        @Test
        void reachLeadsThatArriveAfterwards() {
            submit(0, false, "a");
            command(ListCommandKind.CANCEL, null);
            submit(1, true, "late");
            assertThat(told(AdmissionKind.CANCEL)).containsExactly("a", "late");
            settle("a", LeadStatus.DISCARDED);
            settle("late", LeadStatus.DISCARDED);
            assertThat(last().getComplete()).isTrue();
            assertThat(last().getDiscarded()).isEqualTo(2);
        }

        @Test
        void doNotResumeALeadWhoseDecisionCrossedThem() {
            submit(0, true, "a");
            settle("a", LeadStatus.PARKED);
            command(ListCommandKind.CANCEL, null);
            resume("a", 0);
            tick(Duration.ofSeconds(1), 5);
            assertThat(told(AdmissionKind.RESUME)).isEmpty();
            assertThat(state().getResumeLength()).isZero();
            settle("a", LeadStatus.DISCARDED);
            assertThat(state().getWaiting()).isZero();
        }
    }

    @Nested
    class Progress {
        @Test
        void isPublishedAtMostOncePerSecondAndAtTheEnd() {
            submit(0, true, "a", "b");
            assertThat(progress).hasSize(1);
            settle("a", LeadStatus.DELIVERED);
            assertThat(progress).hasSize(1);
            tick(Duration.ofSeconds(1), 1);
            assertThat(progress).hasSize(2);
            assertThat(last().getDelivered()).isEqualTo(1);
            settle("b", LeadStatus.DELIVERED);
            assertThat(progress).hasSize(3);
            assertThat(last().getComplete()).isTrue();
        }

        @Test
        void saysWhenTheBooksDoNotBalance() {
            submit(0, true, "a", "b");
            ListState cooked = ListState.newBuilder(state()).setActive(1).build();
            assertThat(Ledger.progress(ListState.newBuilder(cooked), now).getBalanced())
                    .isFalse();
            assertThat(Ledger.progress(ListState.newBuilder(state()), now).getBalanced())
                    .isTrue();
        }

        @Test
        void endsWhenTheListIsForgotten() {
            submit(0, true, "a");
            settle("a", LeadStatus.DELIVERED);
            assertThat(tick(Duration.ofDays(13), 1).state()).isNotNull();
            ListTransition forgotten = tick(Duration.ofDays(1), 1);
            assertThat(forgotten.stateChanged()).isTrue();
            assertThat(forgotten.state()).isNull();
            assertThat(forgotten.effects()).containsExactly(new ListEffect.Forget("list"));
        }
    }

    // ---- steps

    private void begin(ListSettings settings) {
        apply(new ListInput.PartArrived(Samples.part("list", 0, true, "hash-0", 4, settings, 0)));
    }

    private void submit(int part, boolean last, String... leadIds) {
        String hash = "hash-" + part;
        apply(new ListInput.PartArrived(
                Samples.part("list", part, last, hash, leadIds.length, Samples.settings(), part)));
        for (int i = 0; i < leadIds.length; i++) {
            arrive(part, hash, i, leadIds[i]);
        }
    }

    private void arrive(int part, String hash, int index, String leadId) {
        apply(new ListInput.LeadArrived(Samples.partLead("list", part, hash, index, Samples.lead(leadId, "fine"))));
    }

    private void arriveWith(int index, String leadId, String notes) {
        apply(new ListInput.LeadArrived(Samples.partLead("list", 0, "hash-0", index, Samples.lead(leadId, notes))));
    }

    private void settle(String leadId, LeadStatus status) {
        settle(leadId, status, 0);
    }

    private void settle(String leadId, LeadStatus status, long micros) {
        apply(new ListInput.Reported(report(leadId, EndedKind.SETTLED, status, micros)));
    }

    private void resume(String leadId, long micros) {
        apply(new ListInput.Reported(report(leadId, EndedKind.RESUME_ASKED, LeadStatus.WAITING, micros)));
    }

    private LeadEnded report(String leadId, EndedKind kind, LeadStatus status, long micros) {
        return LeadEnded.newBuilder()
                .setListId("list")
                .setLeadId(leadId)
                .setKind(kind)
                .setTransition(++reports)
                .setStatus(status)
                .setModelCalls(1)
                .setTokens(10)
                .setCostMicros(micros)
                .setAt(now)
                .build();
    }

    private void command(ListCommandKind kind, @Nullable Long budget) {
        apply(new ListInput.Commanded(new ListCommand("list", kind, budget, "a person", now)));
    }

    private ListTransition tick(Duration passed, long capacity) {
        now = now.plus(passed);
        return apply(new ListInput.Tick(capacity));
    }

    private ListTransition apply(ListInput input) {
        ListTransition transition = machine.on("list", memory, input, now);
        memory.apply(transition);
        for (ListEffect effect : transition.effects()) {
            if (effect instanceof ListEffect.Admit admit) {
                told.add(admit.admission());
            } else if (effect instanceof ListEffect.Progress published) {
                progress.add(published.progress());
            }
        }
        return transition;
    }

    // ---- looks

    private ListState state() {
        return memory.state();
    }

    private ListProgress last() {
        return progress.get(progress.size() - 1);
    }

    private List<String> told(AdmissionKind kind) {
        return told.stream()
                .filter(admission -> admission.getKind() == kind)
                .map(LeadAdmitted::getLeadId)
                .toList();
    }

    private static List<String> counted(ListTransition transition) {
        return transition.effects().stream()
                .filter(ListEffect.Counted.class::isInstance)
                .map(effect -> ((ListEffect.Counted) effect).name())
                .toList();
    }

    /** Code of the violation in the dead letter of a refused part. */
    private static String refused(ListTransition transition) {
        DeadLetter letter = transition.effects().stream()
                .filter(ListEffect.PartRefused.class::isInstance)
                .map(effect -> ((ListEffect.PartRefused) effect).deadLetter())
                .findFirst()
                .orElseThrow();
        assertThat(letter.getLeadKey()).isNull();
        assertThat(letter.getOriginal()).isNotNull();
        return letter.getViolations().get(0).getCode();
    }

    private void assertLedger(long accepted, long queued, long active, long parked, long ended) {
        assertThat(state().getAccepted()).isEqualTo(accepted);
        assertThat(state().getQueued() + state().getWaiting()).isEqualTo(queued);
        assertThat(state().getActive()).isEqualTo(active);
        assertThat(state().getParked()).isEqualTo(parked);
        assertThat(state().getDelivered() + state().getDisqualified() + state().getDiscarded())
                .isEqualTo(ended);
    }
}
