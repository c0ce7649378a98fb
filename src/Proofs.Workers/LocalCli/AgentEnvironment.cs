using Proofs.Processes;
using Proofs.Runs.Runs.Records;
using Proofs.Runs.Work;

namespace Proofs.Workers.LocalCli;

/// <summary>What a program sees of the environment: what every program needs, what its profile knows, and what its turn is. Nothing else.</summary>
/// <param name="Variables">Every variable.</param>
/// <param name="Secrets">The values among them that nobody may see.</param>
internal sealed record AgentEnvironment(IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Secrets)
{
    private static readonly string[] Common = ["HOME", "LANG", "LC_ALL", "LOGNAME", "SHELL", "TMPDIR", "TZ", "USER"];

    /// <summary>The environment of a turn.</summary>
    /// <param name="options">What there is.</param>
    /// <param name="profile">What is known of the program, or null.</param>
    /// <param name="isForeign">Whether a repository could have brought the program along: it must not get a key by a file of a known name.</param>
    /// <param name="order">The turn.</param>
    internal static AgentEnvironment Of(LocalCliOptions options, AgentProfile? profile, bool isForeign, WorkOrder order)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        List<string> secrets = [];
        void Pass(IEnumerable<string> names, bool areSecrets)
        {
            foreach (string name in names)
            {
                if (options.Environment.TryGetValue(name, out string? value) && value.Length > 0)
                {
                    variables[name] = value;
                    if (areSecrets)
                    {
                        secrets.Add(value);
                    }
                }
            }
        }

        Pass(Common, areSecrets: false);
        variables["PATH"] = SearchPath.Absolute(options.Environment.GetValueOrDefault("PATH"));
        variables["TERM"] = "dumb";
        variables["NO_COLOR"] = "1";
        if (profile is not null && !isForeign)
        {
            Pass(profile.Settings, areSecrets: false);
            Pass(profile.Secrets, areSecrets: true);
        }

        Pass(isForeign ? [] : options.PassedVariables, areSecrets: true);
        variables["AGENTXCHAIN_RUN_ID"] = order.RunId;
        variables["AGENTXCHAIN_TURN_ID"] = order.TurnId;
        variables["AGENTXCHAIN_ATTEMPT"] = order.Attempt.ToString(System.Globalization.CultureInfo.InvariantCulture);
        variables["AGENTXCHAIN_ROLE"] = order.Role;
        variables["AGENTXCHAIN_PHASE"] = order.Phase;
        variables["AGENTXCHAIN_RUNTIME_ID"] = order.RuntimeId;
        variables["AGENTXCHAIN_PROJECT_ROOT"] = order.Root;
        variables["AGENTXCHAIN_DISPATCH_DIR"] = order.BundlePath;
        variables["AGENTXCHAIN_STAGING_PATH"] = order.StagingPath;
        return new(variables, secrets);
    }

    /// <summary>How much the work of a program proves that asks for itself: where its environment sends it is seen, who answers is not.</summary>
    internal EvidenceGrade Grade(AgentProfile? profile)
    {
        Uri[] places = [.. (profile?.BaseUrls ?? []).Select(name => Variables.GetValueOrDefault(name)).Select(value => Uri.TryCreate(value, UriKind.Absolute, out Uri? place) ? place : null).OfType<Uri>()];
        return places.Length == 0 ? EvidenceGrade.Unobserved
            : places.All(place => place.IsLoopback) ? EvidenceGrade.Loopback
            : places.All(place => profile!.Hosts.Contains(place.Host, StringComparer.OrdinalIgnoreCase)) ? EvidenceGrade.Unobserved
            : EvidenceGrade.CustomEndpoint;
    }
}
