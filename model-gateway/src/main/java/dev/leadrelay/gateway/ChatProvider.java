package dev.leadrelay.gateway;

/** One model at one provider: a single try per call, bounded in time and size. Thread-safe. */
interface ChatProvider extends AutoCloseable {
    /** One try; every failure is a reply, within the timeout of the settings. */
    ProviderReply ask(ModelRequest request) throws InterruptedException;

    /** Whether the provider answers a cheap request that costs nothing. */
    boolean answers() throws InterruptedException;

    @Override
    void close();
}
