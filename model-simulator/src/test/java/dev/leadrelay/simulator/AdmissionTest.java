package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final AtomicLong now = new AtomicLong();

    @Test
    void admitsAllWithoutALimit() {
        Admission admission = new Admission(0, now::get);
        for (int i = 0; i < 1_000; i++) {
            assertThat(admission.admits()).isTrue();
        }
    }

    @Test
    void admitsAQuarterOfASecondAtOnceAndThenTheRate() {
        Admission admission = new Admission(20, now::get);
        assertThat(burst(admission)).isEqualTo(5);
        assertThat(burst(admission)).isZero();
        now.addAndGet(100_000_000);
        assertThat(burst(admission)).isEqualTo(2);
        now.addAndGet(60_000_000_000L);
        assertThat(burst(admission)).as("a long rest is no larger burst").isEqualTo(5);
    }

    @Test
    void aSmallRateStillAdmitsOne() {
        Admission admission = new Admission(0.5, now::get);
        assertThat(burst(admission)).isEqualTo(1);
        now.addAndGet(2_000_000_000L);
        assertThat(burst(admission)).isEqualTo(1);
    }

    private static int burst(Admission admission) {
        int admitted = 0;
        while (admission.admits()) {
            admitted++;
        }
        return admitted;
    }
}
