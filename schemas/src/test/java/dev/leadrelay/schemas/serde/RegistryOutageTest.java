package dev.leadrelay.schemas.serde;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RegistryOutageTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final RegistryOutage outage = new RegistryOutage(Duration.ofNanos(100), now::get);
    private final RegistryUnavailableException failure = new RegistryUnavailableException("down", null);

    @Test
    void isQuietForAPeriodThatDoublesUpToTenfold() {
        for (long period : new long[] {100, 200, 400, 800, 1000, 1000}) {
            outage.began(failure);
            now.addAndGet(period - 1);
            assertThatThrownBy(outage::refuseWhileQuiet).isInstanceOf(RegistryUnavailableException.class);
            now.addAndGet(1);
            assertThatCode(outage::refuseWhileQuiet).doesNotThrowAnyException();
        }
    }

    @Test
    void forgetsWhenTheRegistryAnswers() {
        outage.began(failure);
        outage.began(failure);
        outage.ended();
        assertThatCode(outage::refuseWhileQuiet).doesNotThrowAnyException();
        outage.began(failure);
        now.addAndGet(100);
        assertThatCode(outage::refuseWhileQuiet).doesNotThrowAnyException();
    }
}
