package dev.leadrelay.gateway;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way from an agent to its models, wired in one place:
 *
 * <pre>
 * never throw -> budget -> recorder -> exact cache -> semantic cache -> failover -> per provider: quota -> concurrency limit -> breaker
 *   -> retry -> outage check -> rate limit -> paced try -> charged try
 * </pre>
 *
 * The timeout is inside the try, where the connection can be cut. One gateway serves all attempts of a process.
 * Thread-safe.
 */
public final class ModelGateway implements AutoCloseable {
    private final List<ProviderChannel> providers;
    private final List<Prices> prices;
    private final ModelChannel shared;
    private final @Nullable Meanings meanings;
    private final Clock clock;
    private final CacheCounts counts = new CacheCounts();

    /** What it takes to know questions that mean the same. */
    private record Meanings(Embedder embedder, SemanticStore store) {}

    ModelGateway(List<ProviderChannel> providers, CacheSettings cache, Clock clock, LongSupplier nanoTime) {
        this(providers, cache, null, clock, nanoTime);
    }

    private ModelGateway(
            List<ProviderChannel> providers,
            CacheSettings cache,
            @Nullable Meanings meanings,
            Clock clock,
            LongSupplier nanoTime) {
        this.providers = List.copyOf(providers);
        this.prices = providers.stream().map(ProviderChannel::prices).toList();
        this.meanings = meanings;
        this.clock = clock;
        ModelChannel asked = new FailoverChannel(providers);
        if (meanings != null) {
            asked = new SemanticCacheChannel(meanings.embedder(), meanings.store(), counts, asked);
        }
        this.shared = cache.isOn() ? new ExactCacheChannel(new AnswerStore(cache, nanoTime), counts, asked) : asked;
    }

    /**
     * A gateway over providers of any kind; opens no connection yet.
     *
     * @param settings in the order in which they are tried
     * @param cache which answers are shared
     */
    public static ModelGateway open(List<ModelSettings> settings, CacheSettings cache) {
        return open(settings, cache, null);
    }

    /**
     * The same with answers shared among questions that mean the same.
     *
     * @param semantic null for none
     */
    public static ModelGateway open(
            List<ModelSettings> settings, CacheSettings cache, @Nullable SemanticSettings semantic) {
        Clock clock = Clock.systemUTC();
        LongSupplier nanoTime = System::nanoTime;
        Sleeper sleeper = Thread::sleep;
        List<ProviderChannel> providers = new ArrayList<>();
        for (ModelSettings each : settings) {
            providers.add(new ProviderChannel(each, new DialectProvider(each), clock, nanoTime, sleeper));
        }
        Meanings meanings = semantic == null
                ? null
                : new Meanings(new OpenAiEmbedder(semantic), new SemanticStore(semantic, nanoTime));
        return new ModelGateway(providers, cache, meanings, clock, nanoTime);
    }

    /** The channel for one attempt; costs next to nothing. */
    public ModelChannel channel(ModelCallListener listener) {
        return new NeverThrowChannel(new BudgetChannel(prices, new RecorderChannel(listener, clock, shared)));
    }

    /**
     * Whether some provider answers a cheap request that costs nothing. One that answers again gets trial calls at once,
     * without waiting for its breaker.
     */
    public boolean probe() throws InterruptedException {
        boolean any = false;
        for (ProviderChannel provider : providers) {
            any |= provider.probe();
        }
        return any;
    }

    /** How each provider is doing, in the order in which they are tried. */
    public List<ProviderState> state() {
        return providers.stream().map(ProviderChannel::state).toList();
    }

    /** What the cache has saved so far; stays at zero while it is off. */
    public CacheCounts cacheCounts() {
        return counts;
    }

    /** Cuts all connections; calls in flight fail. */
    @Override
    public void close() {
        providers.forEach(ProviderChannel::close);
        if (meanings != null) {
            meanings.embedder().close();
        }
    }
}
