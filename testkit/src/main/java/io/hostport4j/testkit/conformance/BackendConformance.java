package io.hostport4j.testkit.conformance;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;

/**
 * The rules of {@code docs/backend-contract.md}, each by the tests that carry its number. A backend's own test is a subclass:
 *
 * <pre>{@code
 * class MemoryConformanceTest extends BackendConformance {
 *     @Override
 *     protected BackendFixture fixture() {
 *         return new MemoryFixture();
 *     }
 * }
 * }</pre>
 *
 * <p>Tests of a capability that the fixture does not claim are skipped and say which; so are those for which the fixture knows no
 * way to do what they need.
 */
@DisplayNameGeneration(RuleNames.class)
public abstract class BackendConformance implements ReadingRules, HolderRules, ChangeRules, OwnerRules, AtomicityRules, StalenessRules,
        FaultRules, TidyRules, CapabilityRules, ConditionsRules, FailureRules, LifetimeRules, ProviderRules {
    private Stage stage;

    /** A new node without forwards. */
    protected abstract BackendFixture fixture();

    @BeforeEach
    final void raise() {
        stage = new Stage(this::fixture);
    }

    @AfterEach
    final void strike() {
        stage.close();
    }

    /** For the rules alone. */
    @Override
    public final Stage stage() {
        return stage;
    }
}
