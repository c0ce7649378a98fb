using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using Polly.Timeout;
using Proofs.Evidence;
using Proofs.Gates;

namespace Proofs.Cli.Hosts.GitHub;

/// <summary>
/// The four requests that are made of GitHub's REST API. Source: docs.github.com, "REST API endpoints for check runs" and "for pull requests";
/// held to GitHub's OpenAPI description by a test. Proxy variables count as they do for every .NET program, but not on this machine.
/// </summary>
/// <param name="root">The API's address; the token goes nowhere else, because redirects are not followed.</param>
/// <param name="repository"><c>owner/name</c>.</param>
/// <param name="token">Who asks.</param>
/// <param name="time">Where delays and limits come from.</param>
internal sealed class GitHubApi(Uri root, string repository, string token, TimeProvider time) : IDisposable
{
    /// <summary>GitHub's limit for annotations in one request; more are added to the run by further ones.</summary>
    internal const int MostAnnotations = 50;

    /// <summary>GitHub lists no more commits of a pull request than these, however many there are.</summary>
    private const int MostCommits = 250;

    private const int CommitsPerPage = 100;

    /// <summary>In characters.</summary>
    private const int LongestQuote = 300;

    /// <summary>In bytes; a page of 100 commits with long messages is far below.</summary>
    private const int LargestAnswer = 16 << 20;

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = root.Scheme == Uri.UriSchemeHttps }) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
    private readonly ResiliencePipeline<ApiAnswer> _reading = ApiRetry.Create(time, repeatable: true);
    private readonly ResiliencePipeline<ApiAnswer> _writing = ApiRetry.Create(time, repeatable: false);

    /// <summary>Creates a completed check run with as many annotations as one request takes; returns its number.</summary>
    internal async Task<long> CreateCheckRun(CheckRun run, CancellationToken cancellation)
    {
        JsonElement created = await Send(HttpMethod.Post, "check-runs", JsonText.Write(json =>
        {
            json.WriteString("name", run.Name);
            json.WriteString("head_sha", run.Head);
            json.WriteString("status", "completed");
            json.WriteString("conclusion", run.Conclusion);
            WriteOutput(json, run, run.Annotations.Take(MostAnnotations));
        }), cancellation);
        return Find(created, "id") is { ValueKind: JsonValueKind.Number } id && id.TryGetInt64(out long number) ? number : throw new ApiException("GitHub's answer names no check run.");
    }

    /// <summary>Adds annotations to a check run.</summary>
    internal async Task Annotate(long id, CheckRun run, IEnumerable<CheckAnnotation> annotations, CancellationToken cancellation) =>
        await Send(HttpMethod.Patch, string.Create(CultureInfo.InvariantCulture, $"check-runs/{id}"), JsonText.Write(json => WriteOutput(json, run, annotations)), cancellation);

    /// <summary>Full id of a pull request's head as it is now.</summary>
    internal async Task<string> GetHead(long pullRequest, CancellationToken cancellation)
    {
        JsonElement pull = await Send(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"pulls/{pullRequest}"), null, cancellation);
        return Text(pull, "head", "sha") ?? throw new ApiException("GitHub's answer names no head.");
    }

    /// <summary>What GitHub says of a pull request's commits; throws when it cannot have listed them all.</summary>
    internal async Task<IReadOnlyList<AppCommit>> ListCommits(long pullRequest, CancellationToken cancellation)
    {
        List<AppCommit> commits = [];
        for (int page = 1; ; page++)
        {
            JsonElement answer = await Send(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"pulls/{pullRequest}/commits?per_page={CommitsPerPage}&page={page}"), null, cancellation);
            JsonElement[] listed = answer.ValueKind == JsonValueKind.Array ? [.. answer.EnumerateArray()] : throw new ApiException("GitHub's answer is no list of commits.");
            commits.AddRange(listed.Select(Parse));
            if (commits.Count >= MostCommits)
            {
                throw new ApiException($"GitHub lists no more than {MostCommits} commits of a pull request.");
            }

            if (listed.Length < CommitsPerPage)
            {
                return commits;
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private static AppCommit Parse(JsonElement commit) => new(
        Text(commit, "sha") ?? string.Empty,
        Text(commit, "author", "login"),
        Text(commit, "author", "type"),
        Text(commit, "committer", "login"),
        Find(commit, "commit", "verification", "verified")?.ValueKind == JsonValueKind.True,
        Find(commit, "parents") is { ValueKind: JsonValueKind.Array } parents ? parents.GetArrayLength() : 0,
        Text(commit, "commit", "message") ?? string.Empty);

    private static string? Text(JsonElement element, params ReadOnlySpan<string> path) => Find(element, path) is { ValueKind: JsonValueKind.String } found ? Decode(found) : null;

    private static string Decode(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException broken)
        {
            // Bytes that are no UTF-8, or one half of a surrogate pair.
            throw new ApiException("GitHub's answer is no valid text.", broken);
        }
    }

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    private static void WriteOutput(Utf8JsonWriter json, CheckRun run, IEnumerable<CheckAnnotation> annotations)
    {
        json.WriteStartObject("output");
        json.WriteString("title", run.Title);
        json.WriteString("summary", run.Summary);
        json.WriteString("text", run.Text);
        json.WriteStartArray("annotations");
        foreach (CheckAnnotation annotation in annotations)
        {
            json.WriteStartObject();
            json.WriteString("path", annotation.Path);
            json.WriteNumber("start_line", 1);
            json.WriteNumber("end_line", 1);
            json.WriteString("annotation_level", annotation.Level);
            json.WriteString("title", annotation.Title);
            json.WriteString("message", annotation.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Sends a request until it is answered or there is no point in going on.</summary>
    /// <exception cref="ApiException">It was not answered, or not with success.</exception>
    private async Task<JsonElement> Send(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellation)
    {
        ApiAnswer answer;
        try
        {
            answer = await (body is null ? _reading : _writing).ExecuteAsync(async attempt => await Try(method, path, body, attempt), cancellation);
        }
        catch (Exception failed) when (failed is HttpRequestException or TimeoutRejectedException)
        {
            // No network, no name, a connection that was cut, or nobody who answers: the caller tells. Not with the message, in which .NET
            // quotes a proxy's address, password included.
            string why = failed is HttpRequestException { HttpRequestError: var error } ? error.ToString() : "nothing came in time";
            throw new ApiException($"{method} {path} was not answered ({why}).", failed);
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body, new() { AllowDuplicateProperties = false });
            JsonElement said = document.RootElement.Clone();
            return answer.IsSuccess ? said : throw Refused(method, path, answer, Text(said, "message"));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException && !answer.IsSuccess)
        {
            // A proxy or a gateway answers without JSON.
            throw Refused(method, path, answer, null);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The latter from names that are no valid text, which are decoded to see whether one stands twice.
            throw new ApiException($"{method} {path} was answered with something that is no JSON.", broken);
        }
    }

    private static ApiException Refused(HttpMethod method, string path, ApiAnswer answer, string? why) =>
        new($"{method} {path} was answered with {(int)answer.Status}{(why is null ? string.Empty : $" ({(why.Length <= LongestQuote ? why : why[..LongestQuote] + "…").TrimEnd('.')})")}{(answer.Wait is { } wait ? string.Create(CultureInfo.InvariantCulture, $"; GitHub asks to wait {wait.TotalSeconds:0} seconds") : string.Empty)}.")
        {
            IsForbidden = answer is { Status: HttpStatusCode.Forbidden or HttpStatusCode.NotFound, Wait: null },
        };

    private async Task<ApiAnswer> Try(HttpMethod method, string path, ReadOnlyMemory<byte>? body, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(method, $"{root.AbsoluteUri.TrimEnd('/')}/repos/{repository}/{path}");
        // The first is what GitHub's pages ask for, the second what its description of the API declares.
        request.Headers.Accept.ParseAdd("application/vnd.github+json, application/json");
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("proofs", GatesDocument.ToolVersion));
        request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
        if (body is { } content)
        {
            request.Content = new ReadOnlyMemoryContent(content) { Headers = { ContentType = new("application/json") } };
        }

        using HttpResponseMessage response = await _client.SendAsync(request, cancellation);
        byte[] said = await response.Content.ReadAsByteArrayAsync(cancellation);
        return new(response.StatusCode, ApiRetry.GetRetryAfter(response, said, time), said);
    }
}
