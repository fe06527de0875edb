package io.hostport4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the test only in a JVM that has network and mount namespaces of its own, so that it can never change the machine's network.
 *
 * <p>Anywhere else the test fails when the environment says {@code CI=true}, and is skipped with a printed reason when it does not.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NamespacesCondition.class)
public @interface RequiresNamespaces {
}
