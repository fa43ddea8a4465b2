package dev.leadrelay.deadletter;

class PostgresSearchPropertyTest extends SearchProperty {
    @Override
    TestStore create() {
        return TestStore.onPostgres();
    }
}
