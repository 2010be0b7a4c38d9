import { Chart, type ApiObject, type App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Dependencies } from './dependencies';
import { Plan } from './plan';
import { Tree } from './tree';

/** What the charts of an app render, by a plan that is made once. */
export class Rendering {
  /**
   * Ready to render.
   *
   * @returns nothing where only cdk8s knows, see `Plan`
   * @throws the error of cdk8s that has all messages of validations
   */
  public static of(app: App): Rendering | undefined {
    const validated = validate(app);
    const plan = Plan.of(app);
    // What a validation has added is validated as well, as cdk8s does before each chart.
    if (plan && plan.size !== validated) validate(app);
    return plan && new Rendering(app, plan);
  }

  /** As `of`. For a text cdk8s works out dependencies before it validates, so of two things that are wrong it tells the other one. */
  public static ofText(app: App): Rendering | undefined {
    try {
      return Rendering.of(app);
    } catch (error) {
      Dependencies.resolved(new Tree(app));
      throw error;
    }
  }

  private constructor(private readonly app: App, private plan: Plan) {}

  /** In the order in which they are written. */
  public get charts(): readonly Chart[] {
    return this.plan.charts;
  }

  /** Whether the order of the charts says something. */
  public get isNumbered(): boolean {
    return this.plan.isNumbered;
  }

  /** The documents of a chart. One that has a `toJson` of its own is asked; what that gets from cdk8s's is a pass over the whole app. */
  public documentsOf(chart: Chart): any[] {
    if (chart.toJson !== Chart.prototype.toJson) return Object.values(chart.toJson());
    return this.objectsOf(chart).map(object => object.toJson());
  }

  /** The objects of a chart. Rendering may add some, if a lazy value makes constructs: then what was planned is out of date. */
  public objectsOf(chart: Chart): readonly ApiObject[] {
    if (!this.plan.holdsFor(chart)) {
      this.plan = Plan.of(this.app) ?? this.plan;
      validate(this.app);
    }
    return this.plan.objectsOf(chart);
  }
}

/** Asks each construct once, and tells of all that is wrong in the words of cdk8s. Returns how many were asked. */
function validate(root: IConstruct): number {
  const constructs = root.node.findAll();
  const errors = constructs.flatMap(({ node }) => node.validate().map(error => `[${node.path}] ${error}`));
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
  return constructs.length;
}
