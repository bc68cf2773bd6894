package peer;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.hibernate.annotations.Immutable;

/** The columns of which the suite's own answer consists. */
@Entity
@Immutable
@JsonInclude(JsonInclude.Include.NON_NULL)
public class Observation {
  @Id public String code;
  public String indicator;
  public String area;
  public String board;
  public String scope;
  public String period;
  public String comparator;
  public BigDecimal value;
  public String valuePrinted;
  public String status;
  public String measure;
  public String note;
  public LocalDate reportedOn;
  public String document;
  public Integer sourceLine;
}
