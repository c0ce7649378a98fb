using Proofs.Gates;
using Proofs.Verdicts;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>The inputs that speak of required proofs. Files lie below the runner's temporary folder unless their path is absolute: what a checkout holds vouches for nothing.</summary>
internal static class ProofsInputs
{
    /// <summary>The word for payloads of this run and this attempt.</summary>
    internal const string CurrentRun = "current";

    /// <summary>The word for payloads of whatever run.</summary>
    internal const string AnyRun = "any";

    /// <summary>Reads them; null when none of them is given.</summary>
    /// <param name="environment">Where they stand.</param>
    /// <param name="refusal">What is wrong with the first wrong one.</param>
    internal static ProofsRequest? Read(RunnerEnvironment environment, out Refusal? refusal)
    {
        string? required = environment.Input("required-proofs");
        string? path = environment.Input("proofs-path");
        string? attestations = environment.Input("proofs-attestations");
        string? age = environment.Input("proofs-max-age");
        bool isCurrent = environment.Input("proofs-run") is null or CurrentRun;
        // A variable that is not set must not switch the gate off where another input says that it was meant.
        if ((required ?? path ?? attestations ?? age) is null)
        {
            refusal = null;
            return null;
        }

        refusal = isCurrent && (environment.RunId is null || environment.RunAttempt is null)
            ? new(ReasonCodes.InputInvalid, "The input 'proofs-run' asks for payloads of this run, and GITHUB_RUN_ID or GITHUB_RUN_ATTEMPT is not set.", "Outside of GitHub Actions give `proofs-run: any`.")
            : Unplaced(environment, "proofs-path", path) ?? Unplaced(environment, "proofs-attestations", attestations);
        return refusal is not null ? null : new()
        {
            Required = ActionInputs.Words(required),
            Path = Place(environment, path),
            MaxAge = age,
            RunId = isCurrent ? environment.RunId : null,
            RunAttempt = isCurrent ? environment.RunAttempt : null,
            Repository = environment.Repository,
            RepositoryAddress = environment is { ServerUrl: { } server, Repository: { } repository } ? $"{server.TrimEnd('/')}/{repository}" : null,
            Attestations = Place(environment, attestations),
        };
    }

    private static Refusal? Unplaced(RunnerEnvironment environment, string name, string? path) => path is null || Path.IsPathRooted(path) || environment.TemporaryFolder is not null
        ? null
        : new(ReasonCodes.InputInvalid, $"The input '{name}' is '{path}', which lies below RUNNER_TEMP, and that is not set.", "Give an absolute path.");

    private static string? Place(RunnerEnvironment environment, string? path) => path is null ? null : Path.GetFullPath(path, Path.GetFullPath(environment.TemporaryFolder ?? "/"));
}
