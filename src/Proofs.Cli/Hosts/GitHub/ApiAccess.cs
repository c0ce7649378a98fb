using System.Text.RegularExpressions;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>Whether GitHub's API can be asked at all, and where.</summary>
internal static partial class ApiAccess
{
    /// <summary>Opens the API, or says what is missing.</summary>
    /// <param name="environment">Its address and the repository.</param>
    /// <param name="token">Who asks, or null.</param>
    /// <param name="time">Where delays and limits come from.</param>
    internal static (GitHubApi? Api, string? Problem) Open(RunnerEnvironment environment, string? token, TimeProvider time)
    {
        if (token is null)
        {
            return (null, "The input 'token' is empty.");
        }

        if (environment.Repository is not { } repository || !OwnerAndName().IsMatch(repository))
        {
            return (null, "GITHUB_REPOSITORY does not name a repository.");
        }

        // In the clear a token goes to this machine only.
        return Uri.TryCreate(environment.ApiUrl, UriKind.Absolute, out Uri? root) && (root.Scheme == Uri.UriSchemeHttps || (root.Scheme == Uri.UriSchemeHttp && root.IsLoopback)) && root.UserInfo.Length == 0 && root.Query.Length == 0 && root.Fragment.Length == 0
            ? (new(root, repository, token, time), null)
            : (null, "GITHUB_API_URL is no https address.");
    }

    [GeneratedRegex(@"\A(?!\.{1,2}/)[A-Za-z0-9_.-]+/(?!\.{1,2}\z)[A-Za-z0-9_.-]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OwnerAndName();
}
