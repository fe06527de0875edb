package io.hostport4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the test only where the running kernel has a setting, which for some means that a module is loaded.
 *
 * <p>Anywhere else the test fails when the environment says {@code CI=true}, and is skipped with a printed reason when it does not.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SysctlCondition.class)
public @interface RequiresSysctl {

    /**
     * The setting, below {@code /proc/sys}: {@code "net/bridge/bridge-nf-call-iptables"} needs the module br_netfilter.
     *
     * @return a relative path
     */
    String value();
}
